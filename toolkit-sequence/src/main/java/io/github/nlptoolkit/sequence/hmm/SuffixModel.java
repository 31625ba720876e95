package io.github.nlptoolkit.sequence.hmm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * P(tag | end of a word): what is known of words that were not seen. From the shortest suffix to
 * the longest, each distribution is mixed into the one before.
 *
 * <p>Brants, "TnT" (2000), section 2.3. <i>Differences:</i> suffixes of words of seven shapes are
 * kept apart, not only of capitalised ones and others; digits are one character.
 */
final class SuffixModel {
  static final int LONGEST = 10;
  private static final int KEPT_SINGLE = 5;

  private final int tags;
  private final double theta;
  private final double[] prior;
  private final Map<String, float[]> counts;

  SuffixModel(int tags, double theta, double[] prior, Map<String, float[]> counts) {
    this.tags = tags;
    this.theta = theta;
    this.prior = prior;
    this.counts = counts;
  }

  /** Gathers the counts of rare words. */
  static final class Counter {
    private final int tags;
    private final Map<String, float[]> counts = new HashMap<>();

    Counter(int tags) {
      this.tags = tags;
    }

    void add(String word, int tag, float count) {
      String normal = WordShape.normalize(word);
      String shape = WordShape.of(word).name();
      for (int length = 0; length <= Math.min(LONGEST, normal.length()); length++) {
        counts.computeIfAbsent(key(shape, normal, length), k -> new float[tags])[tag] += count;
      }
    }

    /** The model; the prior holds P(tag) of all words. */
    SuffixModel toModel(double[] prior) {
      counts
          .entrySet()
          .removeIf(
              entry ->
                  entry.getKey().length() - entry.getKey().indexOf(' ') - 1 > KEPT_SINGLE
                      && sum(entry.getValue()) < 2);
      double mean = 1.0 / tags;
      double variance = 0;
      for (double p : prior) {
        variance += (p - mean) * (p - mean) / Math.max(1, tags - 1);
      }
      // With a single tag nothing varies; any weight will do.
      return new SuffixModel(tags, tags == 1 ? 1 : Math.sqrt(variance), prior, counts);
    }
  }

  private static String key(String shape, String normal, int length) {
    return shape + ' ' + normal.substring(normal.length() - length);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  double theta() {
    return theta;
  }

  double[] prior() {
    return prior;
  }

  Map<String, float[]> counts() {
    return counts;
  }

  /** P(tag | word), by its shape and its end. */
  double[] probabilities(String word) {
    String normal = WordShape.normalize(word);
    String shape = WordShape.of(word).name();
    double[] p = Arrays.copyOf(prior, tags);
    for (int length = 0; length <= Math.min(LONGEST, normal.length()); length++) {
      float[] seen = counts.get(key(shape, normal, length));
      if (seen == null) {
        break;
      }
      double sum = sum(seen);
      for (int tag = 0; tag < tags; tag++) {
        p[tag] = (seen[tag] / sum + theta * p[tag]) / (1 + theta);
      }
    }
    return p;
  }
}
