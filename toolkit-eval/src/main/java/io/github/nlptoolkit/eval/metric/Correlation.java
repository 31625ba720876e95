package io.github.nlptoolkit.eval.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Beta;

/**
 * How far two lists of numbers go together, equal to scipy 1.17.1 ({@code pearsonr}, {@code
 * spearmanr}, {@code kendalltau}), with two-sided p-values.
 *
 * <p>Constant numbers have no correlation: their variance is 0, and 0/0 is NaN, not 0, which would
 * say that the numbers are known not to go together. NaN among the numbers gives NaN, and so do
 * fewer than two of them.
 *
 * @param value −1 to 1; 1 if the one rises with the other; NaN if undefined
 * @param pValue the chance of a value at least as far from 0 if there is no relation; NaN if
 *     undefined
 */
public record Correlation(double value, double pValue) {
  private static final Correlation UNDEFINED = new Correlation(Double.NaN, Double.NaN);

  /**
   * Pearson's r: Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²).
   *
   * @param x numbers
   * @param y as many
   * @return the correlation; p by the beta distribution, 1 for two pairs
   * @throws IllegalArgumentException if the arrays are not as long; both lengths are in the message
   */
  public static Correlation pearson(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    double r = linear(x, y);
    if (Double.isNaN(r)) {
      return UNDEFINED;
    }
    return x.length == 2
        ? new Correlation(Math.signum(r), 1)
        : new Correlation(r, pValue(r, x.length));
  }

  /**
   * Spearman's ρ: Pearson's r of the ranks; equal numbers share the mean of their ranks.
   *
   * @param x numbers
   * @param y as many
   * @return the correlation; p as for r, NaN for two pairs
   * @throws IllegalArgumentException if the arrays are not as long; both lengths are in the message
   */
  public static Correlation spearman(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    double r = linear(averageRanks(x), averageRanks(y));
    if (Double.isNaN(r)) {
      return UNDEFINED;
    }
    return new Correlation(r, x.length == 2 ? Double.NaN : pValue(r, x.length));
  }

  /**
   * Kendall's τ-b: (concordant − discordant) / √((pairs − ties in x)(pairs − ties in y)), in O(n
   * log n) (Knight 1966).
   *
   * @param x numbers
   * @param y as many
   * @return the correlation; p exact without ties for up to 33 pairs, else by the normal
   *     distribution
   * @throws IllegalArgumentException if the arrays are not as long; both lengths are in the message
   */
  public static Correlation kendall(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    KendallPairs pairs = KendallPairs.of(x, y);
    return new Correlation(pairs.tauB(), pairs.pValue());
  }

  /**
   * Kendall's (Stuart's) τ-c: 2 (concordant − discordant) m / (n² (m − 1)), m being the smaller
   * number of distinct values.
   *
   * @param x numbers
   * @param y as many
   * @return −1 to 1; NaN if undefined
   * @throws IllegalArgumentException if the arrays are not as long; both lengths are in the message
   */
  public static double kendallC(double[] x, double[] y) {
    Checks.sameLength("x", x.length, "y", y.length);
    return KendallPairs.of(x, y).tauC();
  }

  /**
   * Ranks from 1; equal numbers share the mean of their ranks.
   *
   * @param values numbers
   * @return a rank for each; all NaN if one of them is NaN; the caller's own
   */
  public static double[] averageRanks(double... values) {
    int n = values.length;
    double[] ranks = new double[n];
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      Arrays.fill(ranks, Double.NaN);
      return ranks;
    }
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double linear(double[] x, double[] y) {
    int n = x.length;
    if (n < 2 || isConstant(x) || isConstant(y)) {
      return Double.NaN;
    }
    double meanX = mean(x);
    double meanY = mean(y);
    double squareX = 0;
    double squareY = 0;
    double product = 0;
    for (int i = 0; i < n; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      squareX += dx * dx;
      squareY += dy * dy;
      product += dx * dy;
    }
    double r = product / Math.sqrt(squareX) / Math.sqrt(squareY);
    return Double.isNaN(r) ? r : Math.max(-1, Math.min(1, r));
  }

  /** Constant numbers may have a variance of rounding errors: they are told by themselves. */
  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double rest = 0;
    for (double value : values) {
      rest += value - mean;
    }
    return mean + rest / values.length;
  }

  private static double pValue(double r, int n) {
    double shape = n / 2.0 - 1;
    return Math.min(1, 2 * Beta.regularizedBeta((1 - Math.abs(r)) / 2, shape, shape));
  }
}
