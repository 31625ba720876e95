package io.github.nlptoolkit.eval.significance;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How much a score would vary with other items of the same kind: Efron and Tibshirani, "An
 * Introduction to the Bootstrap", 1993. Quantiles are interpolated linearly, as numpy does.
 *
 * <p>Immutable and thread-safe.
 */
public final class Bootstrap {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  private final int items;
  private final Statistic statistic;
  private final double estimate;
  private final double[] sorted;

  private Bootstrap(int items, Statistic statistic, double estimate, double[] sorted) {
    this.items = items;
    this.statistic = statistic;
    this.estimate = estimate;
    this.sorted = sorted;
  }

  /**
   * Works out a statistic on each sample.
   *
   * @param statistic the statistic
   * @param resamples the samples
   * @return the distribution
   */
  public static Bootstrap of(Statistic statistic, Resamples resamples) {
    double[] values = resamples.values(statistic);
    Arrays.sort(values);
    double estimate = statistic.of(all(resamples.items()));
    return new Bootstrap(resamples.items(), statistic, estimate, values);
  }

  static int[] all(int items) {
    int[] all = new int[items];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /**
   * The statistic of the data set itself.
   *
   * @return the value
   */
  public double estimate() {
    return estimate;
  }

  /**
   * The standard deviation over the samples (with n − 1).
   *
   * @return at least 0; NaN for one sample
   */
  public double standardError() {
    return sorted.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(sorted));
  }

  /**
   * The quantiles of the samples.
   *
   * @param level the confidence, in (0, 1)
   * @return the interval
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public Interval percentile(double level) {
    double tail = tail(level);
    return new Interval(quantile(tail), quantile(1 - tail), level);
  }

  /**
   * The quantiles, mirrored at the estimate.
   *
   * @param level the confidence, in (0, 1)
   * @return the interval
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public Interval basic(double level) {
    Interval percentile = percentile(level);
    return new Interval(
        2 * estimate - percentile.upper(), 2 * estimate - percentile.lower(), level);
  }

  /**
   * Bias-corrected and accelerated quantiles (Efron 1987): z₀ from the share of samples below the
   * estimate, ties counting half, and the acceleration from the jackknife, which works the
   * statistic out once without each item.
   *
   * @param level the confidence, in (0, 1)
   * @return the interval; NaN if all samples lie on one side of the estimate; the estimate itself
   *     if all items are the same
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public Interval bca(double level) {
    double tail = tail(level);
    if (sorted[0] == sorted[sorted.length - 1]) {
      return new Interval(sorted[0], sorted[0], level);
    }
    double bias = bias();
    double acceleration = acceleration();
    return new Interval(
        quantile(corrected(tail, bias, acceleration)),
        quantile(corrected(1 - tail, bias, acceleration)),
        level);
  }

  static double tail(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1), got " + level);
    }
    return (1 - level) / 2;
  }

  private static double corrected(double quantile, double bias, double acceleration) {
    double z = bias + NORMAL.inverseCumulativeProbability(quantile);
    return NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
  }

  /** BCa's z₀. */
  double bias() {
    double below = 0;
    for (double value : sorted) {
      below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
    }
    double share = below / sorted.length;
    return share <= 0 || share >= 1 ? Double.NaN : NORMAL.inverseCumulativeProbability(share);
  }

  /** BCa's a. */
  double acceleration() {
    double[] without = Jackknife.leftOut(statistic, items, items);
    double mean = StatUtils.mean(without);
    double squares = 0;
    double cubes = 0;
    for (double value : without) {
      double difference = mean - value;
      squares += difference * difference;
      cubes += difference * difference * difference;
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  private double quantile(double share) {
    if (Double.isNaN(share)) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
