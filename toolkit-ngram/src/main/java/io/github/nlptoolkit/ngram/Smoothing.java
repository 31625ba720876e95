package io.github.nlptoolkit.ngram;

import io.github.nlptoolkit.ngram.internal.estimate.Smoother;
import io.github.nlptoolkit.ngram.internal.estimate.Smoothers;

/**
 * How a {@link BackoffModel} gives probability to what was not seen. Formulas: Chen and Goodman,
 * "An empirical study of smoothing techniques for language modeling", 1998. Immutable and
 * thread-safe.
 */
public final class Smoothing {
  /** The greatest count that Good-Turing discounts unless it is said otherwise. */
  private static final int KATZ_COUNT = 5;

  private final String name;
  private final Smoother smoother;

  private Smoothing(String name, Smoother smoother) {
    this.name = name;
    this.smoother = smoother;
  }

  /**
   * Interpolated modified Kneser-Ney with the discounts D1, D2 and D3+ of each order estimated from
   * the text (Chen and Goodman, equation 26), as KenLM's {@code lmplz}.
   *
   * @return the smoothing; training throws if the counts of an order give no discounts, as those of
   *     very small texts
   */
  public static Smoothing modifiedKneserNey() {
    return new Smoothing("modified Kneser-Ney", Smoothers.modifiedKneserNey(null));
  }

  /**
   * The same, with discounts for the orders whose counts give none; {@code lmplz
   * --discount_fallback}, whose defaults are 0.5, 1 and 1.5.
   *
   * @param d1 the discount of n-grams seen once, in [0, 1]
   * @param d2 of those seen twice, in [0, 2]
   * @param d3 of all others, in [0, 3]
   * @return the smoothing
   * @throws IllegalArgumentException if one is out of its range
   */
  public static Smoothing modifiedKneserNey(double d1, double d2, double d3) {
    double[] discounts = {d1, d2, d3};
    for (int i = 0; i < discounts.length; i++) {
      if (!(discounts[i] >= 0 && discounts[i] <= i + 1)) {
        throw new IllegalArgumentException(
            "d" + (i + 1) + " must be in [0, " + (i + 1) + "], got " + discounts[i]);
      }
    }
    return new Smoothing("modified Kneser-Ney", Smoothers.modifiedKneserNey(discounts));
  }

  /**
   * Interpolated Kneser-Ney with one discount of each order, {@code n1 / (n1 + 2 n2)}.
   *
   * @return the smoothing
   */
  public static Smoothing kneserNey() {
    return new Smoothing("Kneser-Ney", Smoothers.kneserNey(Double.NaN));
  }

  /**
   * Interpolated Kneser-Ney with a given discount.
   *
   * @param discount the discount, in (0, 1)
   * @return the smoothing
   * @throws IllegalArgumentException if it is out of range
   */
  public static Smoothing kneserNey(double discount) {
    return new Smoothing("Kneser-Ney", Smoothers.kneserNey(checked(discount)));
  }

  /**
   * Interpolated absolute discounting with one discount of each order, {@code n1 / (n1 + 2 n2)}.
   *
   * @return the smoothing
   */
  public static Smoothing absoluteDiscounting() {
    return new Smoothing("absolute discounting", Smoothers.absolute(Double.NaN));
  }

  /**
   * Interpolated absolute discounting with a given discount.
   *
   * @param discount the discount, in (0, 1)
   * @return the smoothing
   * @throws IllegalArgumentException if it is out of range
   */
  public static Smoothing absoluteDiscounting(double discount) {
    return new Smoothing("absolute discounting", Smoothers.absolute(checked(discount)));
  }

  /**
   * Interpolated Witten-Bell.
   *
   * @return the smoothing
   */
  public static Smoothing wittenBell() {
    return new Smoothing("Witten-Bell", Smoothers.wittenBell());
  }

  /**
   * Katz's back-off with Good-Turing discounts of counts up to 5.
   *
   * @return the smoothing
   */
  public static Smoothing katz() {
    return katz(KATZ_COUNT);
  }

  /**
   * Katz's back-off with Good-Turing discounts. A count whose discount would not lie in (0, 1] is
   * left as it is, as SRILM does.
   *
   * @param greatestCount the greatest count that is discounted, in [1, 60]
   * @return the smoothing
   * @throws IllegalArgumentException if it is out of range
   */
  public static Smoothing katz(int greatestCount) {
    if (greatestCount < 1 || greatestCount > 60) {
      throw new IllegalArgumentException("greatestCount must be in [1, 60], got " + greatestCount);
    }
    return new Smoothing("Katz", Smoothers.katz(greatestCount));
  }

  private static double checked(double discount) {
    if (!(discount > 0 && discount < 1)) {
      throw new IllegalArgumentException("discount must be in (0, 1), got " + discount);
    }
    return discount;
  }

  Smoother smoother() {
    return smoother;
  }

  /** Its name. */
  @Override
  public String toString() {
    return name;
  }
}
