package io.github.nlptoolkit.sequence.crf;

import java.util.Arrays;
import java.util.function.IntFunction;

/** Weighted pairs of two numbers, in any order, to be sorted. Not thread-safe. */
final class FeatureList {

  private final String what;
  private long[] keys = new long[64];
  private double[] weights = new double[64];
  private int size;

  FeatureList(String what) {
    this.what = what;
  }

  int size() {
    return size;
  }

  void add(int from, int to, double weight) {
    if (!Double.isFinite(weight)) {
      throw new IllegalArgumentException(
          "the weight of a " + what + " must be finite, got " + weight);
    }
    if (size == keys.length) {
      int larger = (int) Math.min(Integer.MAX_VALUE - 8, size * 3L / 2);
      keys = Arrays.copyOf(keys, larger);
      weights = Arrays.copyOf(weights, larger);
    }
    keys[size] = ((long) from << 32) | to;
    weights[size++] = weight;
  }

  int from(int index) {
    return (int) (keys[index] >>> 32);
  }

  int to(int index) {
    return (int) keys[index];
  }

  double[] weights() {
    return Arrays.copyOf(weights, size);
  }

  /** Sorts by both numbers, which is little work when they were added in that order. */
  void sort(IntFunction<String> fromName, IntFunction<String> toName) {
    boolean sorted = true;
    for (int i = 1; i < size; i++) {
      sorted &= keys[i - 1] < keys[i];
    }
    if (sorted) {
      return;
    }
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(keys[a], keys[b]));
    long[] sortedKeys = new long[size];
    double[] sortedWeights = new double[size];
    for (int i = 0; i < size; i++) {
      sortedKeys[i] = keys[order[i]];
      sortedWeights[i] = weights[order[i]];
    }
    keys = sortedKeys;
    weights = sortedWeights;
    for (int i = 1; i < size; i++) {
      if (keys[i - 1] == keys[i]) {
        throw new IllegalArgumentException(
            "a "
                + what
                + " must come once, "
                + fromName.apply(from(i))
                + " --> "
                + toName.apply(to(i))
                + " comes again");
      }
    }
  }
}
