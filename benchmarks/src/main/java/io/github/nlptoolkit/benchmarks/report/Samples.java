package io.github.nlptoolkit.benchmarks.report;

import java.util.Arrays;

/** What is said of some measurements of the same thing. */
public final class Samples {
  private Samples() {}

  /**
   * The middle one, or the mean of the middle two.
   *
   * @param values the measurements, in any order
   * @return their median
   * @throws IllegalStateException if there are none
   */
  public static double median(double... values) {
    double[] sorted = sorted(values);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The least measurement that a share of them does not exceed (the nearest rank).
   *
   * @param percent the share, above 0 and at most 100
   * @param values the measurements, in any order
   * @return the percentile
   * @throws IllegalStateException if there are none
   */
  public static double percentile(double percent, double... values) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent must be in (0, 100], got " + percent);
    }
    double[] sorted = sorted(values);
    return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
  }

  private static double[] sorted(double... values) {
    if (values.length == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
