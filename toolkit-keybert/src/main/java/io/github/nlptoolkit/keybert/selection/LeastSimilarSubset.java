package io.github.nlptoolkit.keybert.selection;

import java.util.Arrays;

/**
 * Finds the {@code size} of n things whose pairwise similarities have the least sum; of several
 * such sets the first in lexicographic order.
 *
 * <p>Branch and bound over the sets in lexicographic order. Sums are of whole numbers (similarities
 * times 2^40, halves avoided by doubling), so that equal sums are equal and a bound cannot err by
 * rounding. A set found by greed and improved by swaps bounds the search from the start; it is not
 * itself the answer, because an equal set may come before it.
 */
final class LeastSimilarSubset {

  private static final double SCALE = 1L << 40;

  private final int count;
  private final int size;

  /** Twice the similarity of each pair. */
  private final long[][] pairs;

  /** {@code [i][m]}: half the sum of the m smallest of {@code pairs[i]}, i itself left out. */
  private final long[][] least;

  /** {@code [m][i]}: the sum of {@code pairs} of i with the m chosen so far. */
  private final long[][] cross;

  private final long[][] scratch;
  private final int[] choice;
  private final int[] best;
  private long bestSum;
  private final long maxSteps;
  private long steps;

  private LeastSimilarSubset(float[][] similarities, int size, long maxSteps) {
    this.maxSteps = maxSteps;
    this.count = similarities.length;
    this.size = size;
    this.pairs = new long[count][count];
    this.least = new long[count][];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        pairs[i][j] = 2 * Math.round(similarities[i][j] * SCALE);
      }
    }
    for (int i = 0; i < count; i++) {
      least[i] = leastSums(i);
    }
    this.cross = new long[size + 1][count];
    this.scratch = new long[size + 1][count];
    this.choice = new int[size];
    this.best = new int[size];
  }

  /**
   * Searches.
   *
   * @param similarities a symmetric matrix of numbers in [-1, 1]
   * @param size how many are wanted, from 1 to the number of rows
   * @param maxSteps how often a further thing may be looked at beside a partial set
   * @return their indices, ascending
   * @throws IllegalArgumentException if that is not enough
   */
  static int[] find(float[][] similarities, int size, long maxSteps) {
    LeastSimilarSubset search = new LeastSimilarSubset(similarities, size, maxSteps);
    search.bestSum = new GreedySubset(search.pairs, size).sum() + 1;
    search.extend(0, 0, 0);
    return search.best;
  }

  private void extend(int chosen, int from, long sum) {
    int left = size - chosen - 1;
    for (int i = from; i < count - left; i++) {
      countSteps(count - i);
      long newSum = sum + cross[chosen][i];
      choice[chosen] = i;
      if (left == 0) {
        if (newSum < bestSum) {
          bestSum = newSum;
          System.arraycopy(choice, 0, best, 0, size);
        }
        continue;
      }
      for (int j = i + 1; j < count; j++) {
        cross[chosen + 1][j] = cross[chosen][j] + pairs[i][j];
      }
      if (newSum + boundOf(chosen + 1, i + 1, left) < bestSum) {
        extend(chosen + 1, i + 1, newSum);
      }
    }
  }

  private void countSteps(int more) {
    steps += more;
    if (steps > maxSteps) {
      throw new IllegalArgumentException(
          "the best "
              + size
              + " of "
              + count
              + " candidates were not found in "
              + maxSteps
              + " steps; ask for fewer keywords or a smaller nrCandidates");
    }
  }

  /**
   * At least this is what {@code left} more add: each its sum with the chosen, and half of the
   * least it can have with the others.
   */
  private long boundOf(int chosen, int from, int left) {
    long[] costs = scratch[chosen];
    for (int i = from; i < count; i++) {
      costs[i] = cross[chosen][i] + least[i][left - 1];
    }
    long sum = 0;
    if (left == 1) {
      long lowest = Long.MAX_VALUE;
      for (int i = from; i < count; i++) {
        lowest = Math.min(lowest, costs[i]);
      }
      return lowest;
    }
    Arrays.sort(costs, from, count);
    for (int i = from; i < from + left; i++) {
      sum += costs[i];
    }
    return sum;
  }

  private long[] leastSums(int row) {
    long[] others = new long[count - 1];
    for (int j = 0; j < count; j++) {
      if (j != row) {
        others[j < row ? j : j - 1] = pairs[row][j] / 2;
      }
    }
    Arrays.sort(others);
    long[] sums = new long[count];
    for (int m = 1; m < count; m++) {
      sums[m] = sums[m - 1] + others[m - 1];
    }
    return sums;
  }
}
