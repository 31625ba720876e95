package io.github.nlptoolkit.benchmarks.embed;

import java.util.List;

/** Compares vectors with those they should be, so that no wrong answer is timed. */
public final class AnswerCheck {

  private AnswerCheck() {}

  /**
   * Demands that vectors point the same way, row by row.
   *
   * @param who whose vectors they are, for the message
   * @param actual the vectors
   * @param expected what they should be, in the same order
   * @param minCosine the least cosine that will do
   * @return the least cosine found
   * @throws IllegalStateException if a row is missing, of another length, not finite, not of length
   *     1, or points elsewhere
   */
  public static double require(
      String who, List<float[]> actual, List<float[]> expected, double minCosine) {
    if (actual.size() != expected.size()) {
      throw new IllegalStateException(
          who + " gave " + actual.size() + " vectors for " + expected.size() + " texts");
    }
    double least = 1;
    for (int row = 0; row < actual.size(); row++) {
      double cosine = cosine(who, row, actual.get(row), expected.get(row));
      // Written so that NaN fails.
      if (!(cosine >= minCosine)) {
        throw new IllegalStateException(
            who
                + ": the cosine of text "
                + row
                + " must be at least "
                + minCosine
                + ", is "
                + cosine);
      }
      least = Math.min(least, cosine);
    }
    return least;
  }

  private static double cosine(String who, int row, float[] actual, float[] expected) {
    if (actual.length != expected.length) {
      throw new IllegalStateException(
          who
              + ": the vector of text "
              + row
              + " must have "
              + expected.length
              + " dimensions, has "
              + actual.length);
    }
    double length = Math.sqrt(dot(actual, actual));
    if (!(Math.abs(length - 1) <= 1e-3)) {
      throw new IllegalStateException(
          who + ": the vector of text " + row + " must have length 1, has " + length);
    }
    return dot(actual, expected) / (length * Math.sqrt(dot(expected, expected)));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
