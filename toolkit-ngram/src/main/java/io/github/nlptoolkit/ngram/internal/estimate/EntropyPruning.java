package io.github.nlptoolkit.ngram.internal.estimate;

import io.github.nlptoolkit.ngram.internal.column.DoublePairs;
import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import java.util.BitSet;

/**
 * Leaves out the n-grams that change a model least (Stolcke, "Entropy-based pruning of backoff
 * language models", 1998, https://arxiv.org/abs/cs/0006025), from the longest down. An n-gram stays
 * if it is the context of one that stays, or if one that stays ends with it. O(n-grams).
 */
public final class EntropyPruning {
  private static final float LOG_ONE = 0;

  private final NgramTable table;
  private final int order;
  private final double threshold;
  private final IntColumn[] contexts;
  private final BitSet[] needed;

  private EntropyPruning(NgramTable table, double threshold) {
    this.table = table;
    order = table.order();
    this.threshold = threshold;
    contexts = new IntColumn[order];
    needed = new BitSet[order];
    IntColumn above = new IntColumn();
    for (int level = 0; level < order; level++) {
      needed[level] = new BitSet(table.size(level));
      if (level > 0) {
        above = table.contexts(level, above);
        contexts[level] = above;
      }
    }
  }

  /** A pruned copy of a table. */
  public static NgramTable prune(NgramTable table, double threshold) {
    NgramTable copy = table.copy();
    EntropyPruning pruning = new EntropyPruning(copy, threshold);
    for (int level = copy.order() - 1; level > 0; level--) {
      pruning.prune(level);
    }
    return copy.compacted();
  }

  private void prune(int level) {
    DoublePairs sums = sums(level);
    int parent = 0;
    for (int node = 0; node < table.size(level); node++) {
      while (table.childStart(level - 1, parent + 1) <= node) {
        parent++;
      }
      int context = contexts[level].get(node);
      double p = value(table.probability(level, node));
      if (Double.isNaN(p) || context < 0) {
        continue;
      }
      double lower = lower(level - 1, parent);
      boolean isNeeded = needed[level].get(node);
      if (!isNeeded && rise(sums, level, context, p, lower) < threshold) {
        table.setProbability(level, node, Float.NaN);
      } else {
        needed[level - 1].set(context);
        needed[level - 1].set(parent);
      }
    }
    reweigh(level);
  }

  /** By context: what the n-grams there are have, and what the shorter ones would give them. */
  private DoublePairs sums(int level) {
    DoublePairs sums = new DoublePairs(table.size(level - 1));
    int parent = 0;
    for (int node = 0; node < table.size(level); node++) {
      while (table.childStart(level - 1, parent + 1) <= node) {
        parent++;
      }
      int context = contexts[level].get(node);
      double p = value(table.probability(level, node));
      if (context >= 0 && !Double.isNaN(p)) {
        sums.add(context, p, lower(level - 1, parent));
      }
    }
    return sums;
  }

  /** The relative rise of the perplexity without one n-gram; equation 3 and what follows it. */
  private double rise(DoublePairs sums, int level, int context, double p, double lower) {
    double left = 1 - sums.first(context);
    double leftLower = 1 - sums.second(context);
    double weight = value(table.backoff(level - 1, context));
    double newWeight = (left + p) / (leftLower + lower);
    if (!(newWeight > 0) || !(weight > 0) || !(lower > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double ofWord = p * (Math.log(lower) + Math.log(newWeight) - Math.log(p));
    double ofOthers = Math.max(0, left) * (Math.log(newWeight) - Math.log(weight));
    return Math.expm1(-history(level - 1, context) * (ofWord + ofOthers));
  }

  /** The probability of the words of a context, one after another. */
  private double history(int level, int node) {
    double log = 0;
    int at = node;
    for (int depth = level; depth >= 0; depth--) {
      double p = lower(depth, at);
      // The start of a sentence has the probability 1 here, and so has no weight of its own.
      log += Math.log(p);
      if (depth > 0) {
        at = contexts[depth].get(at);
        if (at < 0) {
          return 0;
        }
      }
    }
    return Math.exp(log);
  }

  /** The probability of an n-gram, backed off if it is not one of the model. */
  private double lower(int level, int node) {
    float log = table.probability(level, node);
    if (!Float.isNaN(log)) {
      return value(log);
    }
    int parent = table.parentOf(level, node);
    int context = contexts[level].get(node);
    double weight = context < 0 ? 1 : value(table.backoff(level - 1, context));
    return weight * lower(level - 1, parent);
  }

  private void reweigh(int level) {
    DoublePairs sums = sums(level);
    for (int context = 0; context < table.size(level - 1); context++) {
      if (sums.first(context) > 0) {
        double left = 1 - sums.first(context);
        double leftLower = 1 - sums.second(context);
        if (left > 0 && leftLower > 0) {
          table.setBackoff(level - 1, context, (float) Math.log10(left / leftLower));
        }
      } else if (!needed[level - 1].get(context)) {
        table.setBackoff(level - 1, context, LOG_ONE);
      }
    }
  }

  private static double value(float log10) {
    return Math.pow(10, log10);
  }
}
