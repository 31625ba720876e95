package io.github.nlptoolkit.word2vec.evaluate;

import java.util.Arrays;

/**
 * A correlation and how likely one as far from 0 is by chance. Immutable and thread-safe.
 *
 * @param value in [-1, 1]; NaN if one side is constant or there are fewer than two pairs
 * @param pValue two-sided, by Student's t distribution with n - 2 degrees of freedom, as scipy
 *     1.17's {@code pearsonr} and {@code spearmanr} give it; NaN if the value is
 */
public record Correlation(double value, double pValue) {

  private static final double[] LANCZOS = {
    0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531,
    -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-06,
    1.5056327351493116e-07
  };
  private static final int STEPS = 300;
  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-15;

  /** Pearson's correlation of two lists of one length. */
  static Correlation pearson(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(Double.NaN);
    double meanB = Arrays.stream(b).average().orElse(Double.NaN);
    double products = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      products += (a[i] - meanA) * (b[i] - meanB);
      squaresA += (a[i] - meanA) * (a[i] - meanA);
      squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    double value = products / Math.sqrt(squaresA * squaresB);
    if (a.length < 2 || Double.isNaN(value)) {
      return new Correlation(Double.NaN, Double.NaN);
    }
    double bounded = Math.max(-1, Math.min(1, value));
    return new Correlation(bounded, pValue(bounded, a.length));
  }

  /** Spearman's: Pearson's of the ranks, equal values sharing their mean rank. */
  static Correlation spearman(double[] a, double[] b) {
    return pearson(ranks(a), ranks(b));
  }

  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
    double[] ranks = new double[values.length];
    for (int start = 0; start < order.length; ) {
      int end = start + 1;
      while (end < order.length && values[order[end]] == values[order[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order[i]] = (start + end + 1) / 2.0;
      }
      start = end;
    }
    return ranks;
  }

  private static double pValue(double correlation, int n) {
    if (n == 2) {
      return 1;
    }
    // t^2 = r^2 df / (1 - r^2), so that df / (df + t^2) = 1 - r^2.
    return regularisedBeta(1 - correlation * correlation, (n - 2) / 2.0, 0.5);
  }

  /** I_x(a, b), by its continued fraction (Lentz 1976). */
  private static double regularisedBeta(double x, double a, double b) {
    if (x <= 0) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - regularisedBeta(1 - x, b, a);
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      fraction *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      fraction *= d * c;
      if (Math.abs(d * c - 1) < PRECISION) {
        break;
      }
    }
    return front * fraction / a;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** Lanczos' approximation with g = 7, for arguments from 0.5 on. */
  private static double logGamma(double x) {
    double z = x - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (z + i);
    }
    double t = z + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
