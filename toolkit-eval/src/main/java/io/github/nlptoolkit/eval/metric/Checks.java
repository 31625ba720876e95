package io.github.nlptoolkit.eval.metric;

/** What metrics ask of their input. */
final class Checks {
  private Checks() {}

  /** Two lists are as long. */
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

  /** Every value is a finite number. */
  static void finite(String name, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + " must be finite numbers, got " + values[i] + " at " + i);
      }
    }
  }

  /** A cut-off is at least 1. */
  static void cutOff(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got " + k);
    }
  }
}
