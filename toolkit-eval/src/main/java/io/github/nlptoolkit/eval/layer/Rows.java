package io.github.nlptoolkit.eval.layer;

/** What the layers share. */
final class Rows {
  private Rows() {}

  static void sameLength(String first, int firstLength, String second, int secondLength) {
    if (firstLength != secondLength) {
      throw new IllegalArgumentException(
          first
              + " and "
              + second
              + " must be as long, got "
              + firstLength
              + " and "
              + secondLength);
    }
  }

  static void atLeastZero(double epsilon) {
    if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException("epsilon must be at least 0 and finite, got " + epsilon);
    }
  }

  static double mean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
