package io.github.nlptoolkit.eval.report;

import io.github.nlptoolkit.eval.significance.Interval;
import java.util.Locale;

/** Numbers for people. */
final class Numbers {
  private static final double LARGE = 100;

  private Numbers() {}

  static String score(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return String.format(Locale.ROOT, Math.abs(value) < LARGE ? "%.4f" : "%.1f", value);
  }

  static String signed(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%+.4f", value);
  }

  static String interval(Interval interval) {
    return Double.isNaN(interval.lower())
        ? "–"
        : score(interval.lower()) + " to " + score(interval.upper());
  }

  static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
