package io.github.nlptoolkit.sequence.lattice;

import java.util.Objects;

/** Checks of sizes and values, and sums in the logarithmic domain. */
final class Scores {

  private Scores() {}

  static int size(int rows, int columns) {
    if (rows < 0 || columns < 0 || (long) rows * columns > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a matrix must have at most 2^31 - 9 scores, got " + rows + " x " + columns);
    }
    return rows * columns;
  }

  static void requireLength(String what, int found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException(
          what + ": there must be " + expected + " scores, got " + found);
    }
  }

  static void requireIndex(int index, int size) {
    Objects.checkIndex(index, size);
  }

  static boolean valid(double score) {
    return score < Double.POSITIVE_INFINITY;
  }

  static IllegalArgumentException invalid(String what, int row, int column, double score) {
    return new IllegalArgumentException(
        what + " (" + row + ", " + column + ") must be finite or negative infinity, got " + score);
  }

  /** The logarithm of the sum of exponentials of a part of an array. */
  static double logSumExp(double[] values, int from, int to) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, values[i]);
    }
    if (max == Double.NEGATIVE_INFINITY) {
      return max;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.exp(values[i] - max);
    }
    return max + Math.log(sum);
  }
}
