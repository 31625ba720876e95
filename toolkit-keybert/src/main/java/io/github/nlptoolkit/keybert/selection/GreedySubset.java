package io.github.nlptoolkit.keybert.selection;

/**
 * A good set, found fast: each thing in turn starts a set, to which again and again the thing least
 * similar to its members is added; the best of these sets is improved by swapping one thing for
 * another while that helps.
 */
final class GreedySubset {

  private final long[][] pairs;
  private final int size;

  GreedySubset(long[][] pairs, int size) {
    this.pairs = pairs;
    this.size = size;
  }

  /** The sum of the pairs of the set that was found. */
  long sum() {
    boolean[] best = {};
    long bestSum = Long.MAX_VALUE;
    for (int start = 0; start < pairs.length; start++) {
      boolean[] set = grow(start);
      long sum = sumOf(set);
      if (sum < bestSum) {
        bestSum = sum;
        best = set;
      }
    }
    while (swap(best)) {
      // Each swap lowers the sum, so this ends.
    }
    return sumOf(best);
  }

  private boolean[] grow(int start) {
    boolean[] set = new boolean[pairs.length];
    long[] cross = new long[pairs.length];
    int last = start;
    for (int chosen = 1; ; chosen++) {
      set[last] = true;
      if (chosen == size) {
        return set;
      }
      int next = -1;
      for (int i = 0; i < set.length; i++) {
        cross[i] += pairs[last][i];
        if (!set[i] && (next < 0 || cross[i] < cross[next])) {
          next = i;
        }
      }
      last = next;
    }
  }

  private boolean swap(boolean[] set) {
    long[] cross = new long[set.length];
    for (int i = 0; i < set.length; i++) {
      for (int j = 0; j < set.length; j++) {
        cross[i] += set[j] && i != j ? pairs[i][j] : 0;
      }
    }
    for (int in = 0; in < set.length; in++) {
      for (int out = 0; out < set.length; out++) {
        if (set[in] && !set[out] && cross[out] - pairs[in][out] < cross[in]) {
          set[in] = false;
          set[out] = true;
          return true;
        }
      }
    }
    return false;
  }

  private long sumOf(boolean[] set) {
    long sum = 0;
    for (int i = 0; i < set.length; i++) {
      for (int j = i + 1; j < set.length; j++) {
        sum += set[i] && set[j] ? pairs[i][j] : 0;
      }
    }
    return sum;
  }
}
