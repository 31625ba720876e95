package io.github.nlptoolkit.ngram.internal.estimate;

/** What is taken from the n-grams of one order for those not seen. */
final class Discount {
  private final double[] reserve;
  private final double extra;

  /**
   * Makes a discount.
   *
   * @param reserve by count, what is taken from an n-gram; the last value also stands for all
   *     greater counts; kept
   * @param extra what the mass of each n-gram is greater than its count
   */
  Discount(double[] reserve, double extra) {
    this.reserve = reserve;
    this.extra = extra;
  }

  /** What the mass of each n-gram is greater than its count. */
  double extra() {
    return extra;
  }

  /** What is taken from an n-gram that was counted so often. */
  double reserve(int count) {
    return reserve[Math.min(count, reserve.length - 1)];
  }

  /** What is left of it. */
  double left(int count) {
    return count + extra - reserve(count);
  }
}
