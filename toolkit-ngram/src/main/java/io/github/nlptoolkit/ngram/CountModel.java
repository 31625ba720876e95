package io.github.nlptoolkit.ngram;

import static java.util.Objects.requireNonNull;

import io.github.nlptoolkit.ngram.internal.column.DoublePairs;
import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.count.Boundary;
import io.github.nlptoolkit.ngram.internal.count.CountTrie;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.util.List;

/**
 * A model that computes probabilities from counts when it is asked, in double precision, with the
 * formulas of NLTK 3.10's {@code nltk.lm}. With {@link NgramTrainer.Builder#padding}, and {@link
 * NgramTrainer.Builder#minCount} for {@code unk_cutoff}, probabilities equal NLTK's.
 *
 * <p>Differences: probabilities are log10, not log2; unknown words are always taken as the unknown
 * word ({@code score}, never {@code unmasked_score}); Kneser-Ney goes on to a shorter context where
 * NLTK divides by zero. Immutable and thread-safe.
 */
public final class CountModel implements NgramModel {
  private final NgramCounts counts;
  private final CountTrie trie;
  private final CountSmoothing smoothing;
  private final int order;

  /** By length of the context, and its node: the counts that follow it, how many words do. */
  private final DoublePairs[] followers;

  /**
   * By length of the context, and its node: how many n-grams go on from it, told by first words.
   */
  private final DoublePairs[] continuations;

  CountModel(NgramCounts counts, CountSmoothing smoothing) {
    this.counts = counts;
    this.smoothing = requireNonNull(smoothing, "smoothing");
    trie = counts.trie();
    order = trie.order();
    boolean needsBigrams = smoothing.kind() == CountSmoothing.Kind.KNESER_NEY;
    if (needsBigrams && order < 2) {
      throw new IllegalArgumentException("Kneser-Ney needs an order of at least 2, got " + order);
    }
    followers = new DoublePairs[order];
    continuations = new DoublePairs[order];
    IntColumn above = new IntColumn();
    for (int level = 0; level < order; level++) {
      IntColumn contexts = level == 0 ? new IntColumn(trie.size(0)) : contexts(level, above);
      addUp(level, contexts);
      above = contexts;
    }
  }

  private IntColumn contexts(int level, IntColumn above) {
    IntColumn contexts = new IntColumn(trie.size(level));
    for (int parent = 0; parent < trie.size(level - 1); parent++) {
      int to = trie.starts(level - 1).get(parent + 1);
      for (int node = trie.starts(level - 1).get(parent); node < to; node++) {
        int word = trie.words(level).get(node);
        int grand = level == 1 ? -1 : above.get(parent);
        contexts.set(node, level == 1 ? word : NgramCounts.child(trie, level - 1, grand, word));
      }
    }
    return contexts;
  }

  private void addUp(int level, IntColumn contexts) {
    int contextCount = level == 0 ? 1 : trie.size(level - 1);
    followers[level] = new DoublePairs(contextCount);
    continuations[level] = new DoublePairs(contextCount);
    for (int node = 0; node < trie.size(level); node++) {
      int count = count(level, node);
      if (count > 0) {
        int context = level == 0 ? 0 : contexts.get(node);
        followers[level].add(context, count, 1);
        continuations[level].add(context, children(level, node), 0);
      }
    }
  }

  private int count(int level, int node) {
    boolean isOnlyContext =
        level == 0 && node == WordTable.BEGIN && trie.boundary() == Boundary.MARKED;
    return isOnlyContext ? 0 : trie.counts(level).get(node);
  }

  private int children(int level, int node) {
    if (level + 1 == order) {
      return 0;
    }
    return trie.starts(level).get(node + 1) - trie.starts(level).get(node);
  }

  @Override
  public int order() {
    return order;
  }

  @Override
  public Vocabulary vocabulary() {
    return counts.vocabulary();
  }

  @Override
  public Scorer scorer() {
    return new CountScorer(this);
  }

  /**
   * The probability of a word in a context, as NLTK's {@code score}: a context that is longer than
   * the model looks back is cut to what counts by the interpolated smoothings and stupid back-off,
   * and was never seen for the others.
   *
   * @param word the word
   * @param context the words before it in their order
   * @return a number in [0, 1]
   */
  public double probability(String word, List<String> context) {
    int[] ids = new int[context.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = id(context.get(ids.length - 1 - i));
    }
    boolean isCut = smoothing.kind() != CountSmoothing.Kind.LIDSTONE;
    int length = isCut ? Math.min(ids.length, order - 1) : ids.length;
    return probability(id(word), ids, length).value();
  }

  /** The id that a word is counted by. */
  int id(String word) {
    return masked(vocabulary().id(word));
  }

  int masked(int id) {
    boolean isMasked =
        (id == WordTable.BEGIN && trie.boundary() == Boundary.PADDED && !counts.countsBegin())
            || (id == WordTable.END && !counts.countsEnd());
    return isMasked ? WordTable.UNKNOWN : id;
  }

  /** A probability, and the length of the n-gram that was seen. */
  record Found(double value, int ngramLength) {}

  /**
   * The probability of a word.
   *
   * @param context the ids before it, the nearest first
   * @param length how many of them count
   */
  Found probability(int word, int[] context, int length) {
    int contextNode = length == 0 ? 0 : length < order ? node(context, 0, length) : -1;
    double total = contextNode < 0 ? 0 : followers[length].first(contextNode);
    double types = contextNode < 0 ? 0 : followers[length].second(contextNode);
    int node = length < order ? ngram(word, context, length) : -1;
    double count = node < 0 ? 0 : count(length, node);
    int matched = count > 0 ? length + 1 : 0;
    double parameter = smoothing.parameter();
    switch (smoothing.kind()) {
      case LIDSTONE -> {
        double mass = total + counts.wordCount() * parameter;
        return new Found(mass == 0 ? 0 : (count + parameter) / mass, matched);
      }
      case STUPID_BACKOFF -> {
        if (count > 0 || length == 0) {
          return new Found(total == 0 ? 0 : count / total, matched);
        }
        Found shorter = probability(word, context, length - 1);
        return new Found(parameter * shorter.value(), shorter.ngramLength());
      }
      default -> {
        return interpolated(
            word, context, length, new Seen(contextNode, node, total, types, count));
      }
    }
  }

  /** What was seen of an n-gram and its context. */
  private record Seen(int context, int node, double total, double types, double count) {}

  private Found interpolated(int word, int[] context, int length, Seen seen) {
    int matched = seen.count > 0 ? length + 1 : 0;
    boolean isKneserNey = smoothing.kind() == CountSmoothing.Kind.KNESER_NEY;
    if (length == 0 && !isKneserNey) {
      return new Found(seen.total == 0 ? 0 : seen.count / seen.total, matched);
    }
    double total = seen.total;
    double count = seen.count;
    if (isKneserNey && length + 1 < order) {
      total = seen.context < 0 ? 0 : continuations[length].first(seen.context);
      count = seen.node < 0 ? 0 : children(length, seen.node);
    }
    if (length == 0) {
      return new Found(total == 0 ? 0 : count / total, matched);
    }
    Found shorter = probability(word, context, length - 1);
    if (seen.total == 0 || total == 0) {
      return shorter;
    }
    double discount = smoothing.parameter();
    double alpha;
    double gamma;
    if (smoothing.kind() == CountSmoothing.Kind.WITTEN_BELL) {
      gamma = seen.types / (seen.types + total);
      alpha = (1 - gamma) * (count / total);
    } else {
      alpha = Math.max(count - discount, 0) / total;
      gamma = discount * seen.types / total;
    }
    return new Found(
        alpha + gamma * shorter.value(), matched > 0 ? matched : shorter.ngramLength());
  }

  private int ngram(int word, int[] context, int length) {
    int node = word;
    for (int level = 1; level <= length && node >= 0; level++) {
      node = NgramCounts.child(trie, level, node, context[level - 1]);
    }
    return node;
  }

  private int node(int[] context, int from, int length) {
    int node = context[from];
    for (int level = 1; level < length && node >= 0; level++) {
      node = NgramCounts.child(trie, level, node, context[from + level]);
    }
    return node;
  }

  /** Whether the start of a sentence is a context. */
  int startLength() {
    return switch (trie.boundary()) {
      case MARKED -> Math.min(1, order - 1);
      case PADDED -> order - 1;
      case NONE -> 0;
    };
  }
}
