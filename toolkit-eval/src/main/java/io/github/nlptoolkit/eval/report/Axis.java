package io.github.nlptoolkit.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis of a chart, which begins and ends at ticks. Immutable and thread-safe.
 *
 * @param ticks where it has ticks, from the least to the greatest, at least two
 * @param isLogarithmic whether equal ratios are equally far
 */
record Axis(List<Double> ticks, boolean isLogarithmic) {
  private static final int STEPS = 5;

  /** From so little on, an axis of positive numbers begins at 0. */
  private static final double NEAR_ZERO = 0.5;

  private static final int MOST_DECADES = 6;

  /** Ticks at multiples of 1, 2 or 5 times a power of ten around finite numbers. */
  static Axis linear(List<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    double from = least >= 0 && least < NEAR_ZERO ? 0 : least;
    double to = most > from ? most : from + 1;
    double step = step((to - from) / STEPS);
    List<Double> ticks = new ArrayList<>();
    long last = (long) Math.ceil(to / step - 1e-9);
    for (long i = (long) Math.floor(from / step + 1e-9); i <= last; i++) {
      ticks.add(i * step);
    }
    return new Axis(List.copyOf(ticks), false);
  }

  private static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= atLeast * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Ticks at powers of ten around positive numbers. */
  static Axis logarithmic(List<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(10);
    int from = (int) Math.floor(Math.log10(least));
    int to = Math.max(from + 1, (int) Math.ceil(Math.log10(most)));
    int by = (to - from + MOST_DECADES - 1) / MOST_DECADES;
    List<Double> ticks = new ArrayList<>();
    for (int power = from; power < to + by; power += by) {
      ticks.add(Math.pow(10, power));
    }
    return new Axis(List.copyOf(ticks), true);
  }

  /** Where a number is: 0 at the first tick, 1 at the last. */
  double share(double value) {
    double from = ticks.get(0);
    double to = ticks.get(ticks.size() - 1);
    return isLogarithmic
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  /** A tick's number with the digits that it needs. */
  String label(double tick) {
    double step = isLogarithmic ? tick : ticks.get(1) - ticks.get(0);
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%,." + digits + "f", tick + 0.0);
  }
}
