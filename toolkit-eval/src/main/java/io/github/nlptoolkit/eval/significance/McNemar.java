package io.github.nlptoolkit.eval.significance;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Whether two classifiers are right equally often on the same items (McNemar 1947), equal to
 * statsmodels 0.15. Only the items count that one has right and the other wrong.
 *
 * @param onlyFirst how many items only the first has right
 * @param onlySecond how many only the second has right
 */
public record McNemar(long onlyFirst, long onlySecond) {

  /**
   * Takes counts.
   *
   * @throws IllegalArgumentException if one is below 0
   */
  public McNemar {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(
          "counts must be at least 0, got " + onlyFirst + " and " + onlySecond);
    }
  }

  /**
   * Compares two classifiers.
   *
   * @param first whether the first is right on each item
   * @param second whether the second is
   * @return the test
   * @throws IllegalArgumentException if the arrays are not as long; both lengths are in the message
   */
  public static McNemar of(boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "both must say so of as many items, got " + first.length + " and " + second.length);
    }
    long onlyFirst = 0;
    long onlySecond = 0;
    for (int i = 0; i < first.length; i++) {
      onlyFirst += first[i] && !second[i] ? 1 : 0;
      onlySecond += second[i] && !first[i] ? 1 : 0;
    }
    return new McNemar(onlyFirst, onlySecond);
  }

  /**
   * The exact test by the binomial distribution: for few items.
   *
   * @return the smaller count and its p; 1 if no item tells them apart
   */
  public TestResult exact() {
    long smaller = Math.min(onlyFirst, onlySecond);
    int n = Math.toIntExact(onlyFirst + onlySecond);
    double tail =
        n == 0
            ? 1
            : new BinomialDistribution(null, n, 0.5)
                .cumulativeProbability(Math.toIntExact(smaller));
    return new TestResult(smaller, Math.min(1, 2 * tail));
  }

  /**
   * The χ² test: from about 25 items.
   *
   * @param isCorrected whether 1 is taken from the difference (Edwards 1948)
   * @return χ² of 1 degree of freedom; without items that tell them apart, NaN, or infinity if
   *     corrected, as in statsmodels
   */
  public TestResult chiSquared(boolean isCorrected) {
    double difference = Math.abs((double) (onlyFirst - onlySecond)) - (isCorrected ? 1 : 0);
    double statistic = difference * difference / (onlyFirst + onlySecond);
    if (Double.isNaN(statistic) || Double.isInfinite(statistic)) {
      return new TestResult(statistic, Double.isNaN(statistic) ? Double.NaN : 0);
    }
    double p = 1 - new ChiSquaredDistribution(null, 1).cumulativeProbability(statistic);
    return new TestResult(statistic, p);
  }
}
