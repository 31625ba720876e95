package io.github.nlptoolkit.ngram.internal.estimate;

import io.github.nlptoolkit.ngram.internal.column.DoublePairs;
import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.count.CountTrie;
import io.github.nlptoolkit.ngram.internal.parallel.InOrder;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Estimates a back-off model from counts, order by order (Chen and Goodman, "An empirical study of
 * smoothing techniques for language modeling", 1998; Heafield et al., "Scalable modified Kneser-Ney
 * language model estimation", ACL 2013, https://aclanthology.org/P13-2121).
 *
 * <p>The trie of n-grams from the last word back gives the n-gram without its first word as the
 * parent; the n-gram without its last word, its context, is found among the children of the
 * parent's context, in step with them. So nothing is sorted again. O(n-grams). Not thread-safe.
 */
public final class Estimator {
  private static final int MAX_SLICES = 4;
  private static final int PIECES_PER_THREAD = 8;
  private static final int MIN_PIECE = 1 << 13;

  /** Stands for log10 of zero, as in SRILM. */
  private static final float LOG_ZERO = -99;

  private final CountTrie trie;
  private final Smoother smoother;
  private final EstimateOptions options;
  private final int order;
  private final IntColumn[] probabilities;
  private final IntColumn[] backoffs;
  private final IntColumn[] counts;
  private final double[][] discounts;
  private final long[][] countsOfCounts;

  private Estimator(CountTrie trie, Smoother smoother, EstimateOptions options) {
    this.trie = trie;
    this.smoother = smoother;
    this.options = options;
    order = trie.order();
    probabilities = new IntColumn[order];
    backoffs = new IntColumn[order - 1];
    counts = new IntColumn[order];
    discounts = new double[order][];
    countsOfCounts = new long[order][];
  }

  /** What was estimated. */
  public static final class Result {
    private final NgramTable table;
    private final double[][] discounts;
    private final long[][] countsOfCounts;

    private Result(NgramTable table, double[][] discounts, long[][] countsOfCounts) {
      this.table = table;
      this.discounts = discounts;
      this.countsOfCounts = countsOfCounts;
    }

    /** The model. */
    public NgramTable table() {
      return table;
    }

    /** By level and count, what was taken. */
    public double[][] discounts() {
      return discounts;
    }

    /** By level, how many n-grams had each count. */
    public long[][] countsOfCounts() {
      return countsOfCounts;
    }
  }

  /**
   * Estimates a model.
   *
   * @throws IllegalArgumentException if the counts do not suit the smoothing
   */
  public static Result estimate(CountTrie trie, Smoother smoother, EstimateOptions options)
      throws IOException {
    Estimator estimator = new Estimator(trie, smoother, options);
    try (InOrder threads = new InOrder(options.threads)) {
      return estimator.run(threads);
    }
  }

  private Result run(InOrder threads) throws IOException {
    threads.run(order, this::countCounts, counted -> {});
    for (int level = 0; level < order; level++) {
      discounts[level] = smoother.reserve(level + 1, countsOfCounts[level]);
    }
    unigrams();
    IntColumn contexts = new IntColumn();
    for (int level = 1; level < order; level++) {
      contexts = new LevelEstimate(level, contexts, threads).run();
    }
    NgramTable table = isPruning() ? pruned() : table();
    toLogs(table, threads);
    return new Result(table, discounts, countsOfCounts);
  }

  private Object countCounts(int level) {
    IntColumn of = adjusted(level);
    long[] found = new long[Smoother.COUNTS_OF_COUNTS];
    int size = trie.size(level);
    for (int node = 0; node < size; node++) {
      int count = of.get(node);
      if (count < found.length) {
        found[count]++;
      }
    }
    counts[level] = of;
    countsOfCounts[level] = found;
    return found;
  }

  /** The counts that the smoothing looks at; those of the trie if they may be changed. */
  private IntColumn adjusted(int level) {
    IntColumn raw = trie.counts(level);
    boolean isContinuation = smoother.continuation() && level + 1 < order;
    if (!isContinuation && level > 0) {
      return raw;
    }
    int size = trie.size(level);
    IntColumn to = options.consume && options.prune[level] == 0 ? raw : new IntColumn(size);
    IntColumn starts = isContinuation ? trie.starts(level) : raw;
    for (int node = 0; node < size; node++) {
      int first = level == 0 ? node : trie.words(level).get(node);
      boolean asTheyAre = !isContinuation || first == WordTable.BEGIN;
      to.set(node, asTheyAre ? raw.get(node) : starts.get(node + 1) - starts.get(node));
    }
    if (level == 0) {
      to.set(WordTable.BEGIN, 0);
    }
    return to;
  }

  private boolean isPruning() {
    return options.vocabulary != null || Arrays.stream(options.prune).anyMatch(t -> t > 0);
  }

  private boolean isKept(int word) {
    BitSet kept = options.vocabulary;
    return kept == null || word <= WordTable.END || kept.get(word);
  }

  /** Where probabilities go: over the counts, of which each is read before it is replaced. */
  private IntColumn newColumn(int level) {
    boolean isFree = options.consume || counts[level] != trie.counts(level);
    return isFree ? counts[level] : new IntColumn(trie.size(level));
  }

  private void unigrams() {
    Discount discount = new Discount(discounts[0], smoother.extra());
    int size = trie.size(0);
    double mass = 0;
    double reserve = 0;
    int keptWords = 0;
    for (int word = 0; word < size; word++) {
      int count = counts[0].get(word);
      keptWords += isKept(word) && word != WordTable.BEGIN ? 1 : 0;
      if (count > 0) {
        mass += count + discount.extra();
        reserve += isKept(word) ? discount.reserve(count) : count + discount.extra();
      }
    }
    if (reserve == 0) {
      // Something must be left for words never seen.
      reserve = 1;
      mass += 1;
    }
    boolean spread = smoother.interpolated() && options.interpolateUnigrams;
    double uniform = spread ? reserve / mass / keptWords : 0;
    IntColumn to = new IntColumn(size);
    for (int word = 0; word < size; word++) {
      int count = counts[0].get(word);
      double p = (count > 0 ? discount.left(count) / mass : 0) + uniform;
      if (word == WordTable.UNKNOWN && !spread) {
        p += reserve / mass;
      }
      to.setFloat(word, word == WordTable.BEGIN ? 1 : isKept(word) ? (float) p : Float.NaN);
    }
    probabilities[0] = to;
  }

  /** The estimation of one level but the first. */
  private final class LevelEstimate {
    private final int level;
    private final IntColumn above;
    private final InOrder threads;
    private final Discount discount;
    private final IntColumn counts;
    private final int size;
    private final int threshold;
    private final IntColumn words;
    private final IntColumn starts;
    private final IntColumn contexts;
    private final DoublePairs sums;

    LevelEstimate(int level, IntColumn above, InOrder threads) {
      this.level = level;
      this.above = above;
      this.threads = threads;
      discount = new Discount(discounts[level], smoother.extra());
      counts = Estimator.this.counts[level];
      size = trie.size(level);
      threshold = options.prune[level];
      words = trie.words(level);
      starts = trie.starts(level - 1);
      contexts = new IntColumn(size);
      sums = new DoublePairs(trie.size(level - 1));
    }

    IntColumn run() throws IOException {
      IntColumn to = newColumn(level);
      probabilities[level] = to;
      int[] pieces = pieces();
      threads.run(pieces.length - 1, n -> findContexts(pieces[n], pieces[n + 1]), done -> {});
      int slices = Math.min(threads.threads(), MAX_SLICES);
      int contextCount = trie.size(level - 1);
      IntColumn weights = new IntColumn(contextCount);
      threads.run(
          slices,
          n ->
              addUp(
                  (int) ((long) contextCount * n / slices),
                  (int) ((long) contextCount * (n + 1) / slices),
                  weights),
          done -> {});
      backoffs[level - 1] = weights;
      threads.run(
          pieces.length - 1, n -> divide(pieces[n], pieces[n + 1], weights, to), done -> {});
      if (!smoother.interpolated()) {
        shareOut(weights, to);
      }
      return contexts;
    }

    /** Parents where pieces of about as many children begin, and the number of parents. */
    private int[] pieces() {
      int most = threads.threads() * PIECES_PER_THREAD;
      int count = Math.max(1, Math.min(most, size / MIN_PIECE));
      int[] pieces = new int[count + 1];
      for (int i = 1; i < count; i++) {
        pieces[i] = starts.lastAtMost((int) ((long) size * i / count));
      }
      pieces[count] = trie.size(level - 1);
      return pieces;
    }

    private Object findContexts(int from, int to) {
      for (int parent = from; parent < to; parent++) {
        int first = starts.get(parent);
        int end = starts.get(parent + 1);
        if (level == 1) {
          for (int node = first; node < end; node++) {
            contexts.set(node, words.get(node));
          }
        } else if (first < end) {
          findContexts(first, end, above.get(parent));
        }
      }
      return contexts;
    }

    private void findContexts(int first, int end, int parentContext) {
      IntColumn candidates = trie.words(level - 1);
      int at = trie.starts(level - 2).get(parentContext);
      int last = trie.starts(level - 2).get(parentContext + 1);
      for (int node = first; node < end; node++) {
        at = candidates.lowerBound(at, last, words.get(node));
        contexts.set(node, at);
      }
    }

    /** Whether an n-gram is left out, given that its parent is not. */
    private boolean isPruned(int node) {
      return (threshold > 0 && trie.counts(level).get(node) <= threshold)
          || !isKept(words.get(node));
    }

    /** Adds up what follows the contexts in {@code [from, to)}, and sets their weights. */
    private Object addUp(int from, int to, IntColumn weights) {
      boolean all = !isPruning();
      int parent = 0;
      for (int node = 0; node < size; node++) {
        int context = contexts.get(node);
        if (context >= from && context < to) {
          int count = counts.get(node);
          double reserve = discount.reserve(count);
          if (!all) {
            while (starts.get(parent + 1) <= node) {
              parent++;
            }
            if (Float.isNaN(probabilities[level - 1].getFloat(parent)) || isPruned(node)) {
              reserve = count + discount.extra();
            }
          }
          sums.add(context, count + discount.extra(), reserve);
        }
      }
      for (int context = from; context < to; context++) {
        weights.setFloat(context, weight(context));
      }
      return weights;
    }

    private float weight(int context) {
      double mass = sums.first(context);
      double reserve = sums.second(context);
      if (mass > 0 && reserve == 0 && !smoother.interpolated()) {
        sums.add(context, 1, 1);
        return (float) (1 / (mass + 1));
      }
      return mass > 0 ? (float) (reserve / mass) : 1;
    }

    private Object divide(int from, int to, IntColumn weights, IntColumn target) {
      boolean mayPrune = isPruning();
      boolean interpolated = smoother.interpolated();
      for (int parent = from; parent < to; parent++) {
        float lower = probabilities[level - 1].getFloat(parent);
        int end = starts.get(parent + 1);
        for (int node = starts.get(parent); node < end; node++) {
          if (mayPrune && (Float.isNaN(lower) || isPruned(node))) {
            target.setFloat(node, Float.NaN);
            continue;
          }
          int context = contexts.get(node);
          double p = discount.left(counts.get(node)) / sums.first(context);
          if (interpolated) {
            p += (double) weights.getFloat(context) * lower;
          }
          target.setFloat(node, (float) p);
        }
      }
      return target;
    }

    /** Gives what is left to the words that a context was not followed by. */
    private void shareOut(IntColumn weights, IntColumn target) {
      DoublePairs lower = new DoublePairs(trie.size(level - 1));
      for (int parent = 0; parent < trie.size(level - 1); parent++) {
        double p = probabilities[level - 1].getFloat(parent);
        int end = starts.get(parent + 1);
        for (int node = starts.get(parent); node < end; node++) {
          if (!Float.isNaN(target.getFloat(node))) {
            lower.add(contexts.get(node), p, 0);
          }
        }
      }
      for (int context = 0; context < weights.size(); context++) {
        double unseen = 1 - lower.first(context);
        if (lower.first(context) > 0) {
          float weight = weights.getFloat(context);
          weights.setFloat(context, unseen > 1e-9 ? (float) (weight / unseen) : 1);
        }
      }
    }
  }

  private NgramTable table() {
    IntColumn[] words = new IntColumn[order];
    IntColumn[] starts = new IntColumn[order - 1];
    for (int level = 0; level < order; level++) {
      words[level] = trie.words(level);
      if (level + 1 < order) {
        starts[level] = trie.starts(level);
      }
    }
    return new NgramTable(trie.vocabulary(), words, probabilities, backoffs, starts);
  }

  private NgramTable pruned() {
    return table().compacted();
  }

  private void toLogs(NgramTable table, InOrder threads) throws IOException {
    int last = order - 1;
    threads.run(
        order + backoffs.length,
        n -> {
          boolean isBackoff = n > last;
          table.toLogs(isBackoff ? n - order : last - n, isBackoff, LOG_ZERO);
          return table;
        },
        done -> {});
  }
}
