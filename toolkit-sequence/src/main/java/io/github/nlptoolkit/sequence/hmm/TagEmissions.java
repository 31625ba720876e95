package io.github.nlptoolkit.sequence.hmm;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * log P(word | tag). A word has the logarithms of the tags that it was seen with; any other tag,
 * and any other word, has the tag's base, or what the suffix model says.
 */
final class TagEmissions {
  /** How much a word in another case counts, where case means little and elsewhere. */
  private static final double LOWER_WHERE_FORCED = 0.8;

  private static final double LOWER_ELSEWHERE = 0.3;

  /** Tags less likely than this share of the likeliest are left out for words not seen. */
  private static final double BEAM = 1e-4;

  /** The tags of a word and log P(word | tag). */
  static final class Entry {
    final int[] tags;
    final double[] logs;

    Entry(int[] tags, double[] logs) {
      this.tags = tags;
      this.logs = logs;
    }
  }

  private final int tags;
  private final double[] base;
  private final Map<String, Entry> words;
  private final @Nullable SuffixModel suffixes;

  TagEmissions(double[] base, Map<String, Entry> words, @Nullable SuffixModel suffixes) {
    this.tags = base.length;
    this.base = base;
    this.words = words;
    this.suffixes = suffixes;
  }

  double[] base() {
    return base;
  }

  Map<String, Entry> words() {
    return words;
  }

  @Nullable SuffixModel suffixes() {
    return suffixes;
  }

  boolean knows(String word) {
    return words.containsKey(word);
  }

  /** log P(word | tag) of each tag; -Infinity for tags that it cannot have. */
  double[] logs(String word, boolean isFirst) {
    Entry entry = words.get(word);
    if (entry != null) {
      return dense(entry);
    }
    SuffixModel model = suffixes;
    return model == null ? base.clone() : unknown(word, isFirst, model);
  }

  private double[] dense(Entry entry) {
    double[] logs = base.clone();
    for (int i = 0; i < entry.tags.length; i++) {
      logs[entry.tags[i]] = entry.logs[i];
    }
    return logs;
  }

  private double[] unknown(String word, boolean isFirst, SuffixModel model) {
    double[] p = model.probabilities(word);
    WordShape shape = WordShape.of(word);
    Entry lower = shape == WordShape.LOWER ? null : words.get(word.toLowerCase(Locale.ROOT));
    if (lower != null) {
      double weight = isFirst || shape == WordShape.UPPER ? LOWER_WHERE_FORCED : LOWER_ELSEWHERE;
      double[] other = new double[tags];
      for (int i = 0; i < lower.tags.length; i++) {
        other[lower.tags[i]] = Math.exp(lower.logs[i]) * model.prior()[lower.tags[i]];
      }
      Probabilities.normalize(other);
      for (int tag = 0; tag < tags; tag++) {
        p[tag] = (1 - weight) * p[tag] + weight * other[tag];
      }
    }
    return bayes(p, model.prior());
  }

  /** P(word | tag) up to a factor that is the same for all tags. */
  static double[] bayes(double[] p, double[] prior) {
    double max = 0;
    for (double value : p) {
      max = Math.max(max, value);
    }
    double[] logs = new double[p.length];
    for (int tag = 0; tag < p.length; tag++) {
      logs[tag] = p[tag] >= max * BEAM ? Math.log(p[tag] / prior[tag]) : Double.NEGATIVE_INFINITY;
    }
    return logs;
  }
}
