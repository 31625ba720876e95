package io.github.nlptoolkit.eval.metric;

/** What a ratio is when there is nothing to divide by; scikit-learn's {@code zero_division}. */
public enum ZeroDivision {
  /** It counts as 0, scikit-learn's default. */
  ZERO(0),
  /** It counts as 1. */
  ONE(1),
  /** It is NaN, and averages leave it out. */
  NAN(Double.NaN);

  private final double value;

  ZeroDivision(double value) {
    this.value = value;
  }

  double value() {
    return value;
  }

  double divide(long numerator, long denominator) {
    return denominator == 0 ? value : (double) numerator / denominator;
  }

  double divide(double numerator, double denominator) {
    return denominator == 0 ? value : numerator / denominator;
  }
}
