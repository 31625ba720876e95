package io.github.nlptoolkit.eval.significance;

/** Scores of the same items. */
final class Pairs {
  private Pairs() {}

  static double[] differences(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "both systems must have as many scores, got " + first.length + " and " + second.length);
    }
    if (first.length == 0) {
      throw new IllegalArgumentException("there must be at least 1 pair of scores, got 0");
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = first[i] - second[i];
      if (!Double.isFinite(differences[i])) {
        throw new IllegalArgumentException(
            "scores must be finite numbers, got " + first[i] + " and " + second[i] + " at " + i);
      }
    }
    return differences;
  }
}
