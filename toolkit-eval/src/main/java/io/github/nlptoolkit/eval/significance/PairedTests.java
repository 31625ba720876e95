package io.github.nlptoolkit.eval.significance;

import io.github.nlptoolkit.eval.metric.Correlation;
import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.stat.StatUtils;

/** Tests of the differences of two systems' scores on the same items, equal to scipy 1.17.1. */
public final class PairedTests {
  /** Up to so many differences the exact distribution is worked out, without ties. */
  private static final int EXACT = 50;

  /** And with ties or zeros. */
  private static final int EXACT_WITH_TIES = 13;

  private PairedTests() {}

  /**
   * Student's t: the mean of the differences over its standard error.
   *
   * @param first the first system's score of each item
   * @param second the second's
   * @return t and its p; NaN if all differences are 0 or there is one pair
   * @throws IllegalArgumentException if the arrays are not as long (both lengths are in the
   *     message), empty, or hold a number that is not finite
   */
  public static TestResult student(double[] first, double[] second) {
    double[] differences = Pairs.differences(first, second);
    int n = differences.length;
    double error = n < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(differences) / n);
    double t = StatUtils.mean(differences) / error;
    if (Double.isNaN(t)) {
      return new TestResult(t, t);
    }
    double tail =
        Double.isInfinite(t)
            ? 0
            : new TDistribution(null, n - 1.0).cumulativeProbability(-Math.abs(t));
    return new TestResult(t, Math.min(1, 2 * tail));
  }

  /**
   * Wilcoxon's signed ranks (1945): the smaller of the rank sums of positive and negative
   * differences, those of 0 left out. The p is exact for up to 50 differences without ties, or 13
   * with them, else by the normal distribution.
   *
   * @param first the first system's score of each item
   * @param second the second's
   * @return the sum and its p; NaN if all differences are 0
   * @throws IllegalArgumentException if the arrays are not as long (both lengths are in the
   *     message), empty, or hold a number that is not finite
   */
  public static TestResult wilcoxon(double[] first, double[] second) {
    double[] all = Pairs.differences(first, second);
    double[] differences = Arrays.stream(all).filter(d -> d != 0).toArray();
    int n = differences.length;
    if (n == 0) {
      return new TestResult(Double.NaN, Double.NaN);
    }
    double[] ranks = Correlation.averageRanks(Arrays.stream(differences).map(Math::abs).toArray());
    double positive = 0;
    for (int i = 0; i < n; i++) {
      positive += differences[i] > 0 ? ranks[i] : 0;
    }
    double sum = n * (n + 1.0) / 2;
    double smaller = Math.min(positive, sum - positive);
    boolean hasTies = all.length > n || Arrays.stream(ranks).distinct().count() < n;
    boolean isExact = n <= (hasTies ? EXACT_WITH_TIES : EXACT);
    return new TestResult(smaller, isExact ? exact(ranks, smaller) : approximate(ranks, smaller));
  }

  /** Over all signs of the ranks, the share of sums that are at most so large, doubled. */
  private static double exact(double[] ranks, double smaller) {
    // Twice the ranks are whole numbers.
    int[] doubled = Arrays.stream(ranks).mapToInt(rank -> (int) Math.round(2 * rank)).toArray();
    double[] ways = new double[Arrays.stream(doubled).sum() + 1];
    ways[0] = 1;
    int reached = 0;
    for (int rank : doubled) {
      reached += rank;
      for (int sum = reached; sum >= 0; sum--) {
        ways[sum] = (ways[sum] + (sum >= rank ? ways[sum - rank] : 0)) / 2;
      }
    }
    double tail = 0;
    for (int sum = 0; sum <= Math.round(2 * smaller); sum++) {
      tail += ways[sum];
    }
    return Math.min(1, 2 * tail);
  }

  private static double approximate(double[] ranks, double smaller) {
    double n = ranks.length;
    double ties = 0;
    double[] sorted = ranks.clone();
    Arrays.sort(sorted);
    for (int from = 0; from < sorted.length; ) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      double t = to - from;
      ties += t * t * t - t;
      from = to;
    }
    double variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24;
    double z = (smaller - n * (n + 1) / 4) / Math.sqrt(variance);
    return Erf.erfc(Math.abs(z) / Math.sqrt(2));
  }
}
