package io.github.nlptoolkit.sequence.hmm;

import java.util.Arrays;

/** Checks and logarithms of probabilities. */
final class Probabilities {
  private static final double TOLERANCE = 1e-6;

  private Probabilities() {}

  /**
   * Checks a distribution.
   *
   * @throws IllegalArgumentException if a value is no probability, or they do not sum to 1
   */
  static void check(String name, double[] row) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      if (!(row[i] >= 0 && row[i] <= 1 + TOLERANCE)) {
        throw new IllegalArgumentException(
            name + " must have probabilities in [0, 1], got " + row[i] + " at " + i);
      }
      sum += row[i];
    }
    if (sum == 0) {
      throw new IllegalArgumentException(name + " must sum to 1, got zeros only");
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new IllegalArgumentException(name + " must sum to 1, got " + sum);
    }
  }

  static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  static double[] logs(double[] values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }

  /** log of the sum of exp; -Infinity for nothing. */
  static double logSum(double[] logs, int from, int count) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      max = Math.max(max, logs[i]);
    }
    if (max == Double.NEGATIVE_INFINITY) {
      return max;
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += Math.exp(logs[i] - max);
    }
    return max + Math.log(sum);
  }

  /** Divides by the sum; false, and nothing done, if that is 0. */
  static boolean normalize(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value;
    }
    if (!(sum > 0)) {
      return false;
    }
    for (int i = 0; i < row.length; i++) {
      row[i] /= sum;
    }
    return true;
  }
}
