package io.github.nlptoolkit.eval.significance;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How much a score would vary with other items of the same kind, told from leaving some out: Tukey
 * 1958, with groups of items as in Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
 * chapter 11.
 *
 * <p>It is for scores that rise when items come several times, such as the agreement of clusters
 * with classes: all samples of a {@link Bootstrap} may lie above the estimate there. The score must
 * be smooth: of a median the jackknife is wrong.
 *
 * <p>Immutable and thread-safe.
 */
public final class Jackknife {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final int MOST_GROUPS = 1_000;

  private final double estimate;
  private final double standardError;

  private Jackknife(double estimate, double standardError) {
    this.estimate = estimate;
    this.standardError = standardError;
  }

  /**
   * Works out a statistic without each item or, of more than 1,000 items, without each of 1,000
   * groups: item i is in group i mod 1,000.
   *
   * @param statistic the statistic
   * @param items how many items there are, at least 2
   * @return what is told from them
   * @throws IllegalArgumentException if there are fewer than 2 items
   */
  public static Jackknife of(Statistic statistic, int items) {
    if (items < 2) {
      throw new IllegalArgumentException("there must be at least 2 items, got " + items);
    }
    int groups = Math.min(items, MOST_GROUPS);
    double[] without = leftOut(statistic, items, groups);
    double mean = StatUtils.mean(without);
    double squares = Arrays.stream(without).map(value -> (value - mean) * (value - mean)).sum();
    return new Jackknife(
        statistic.of(Bootstrap.all(items)), Math.sqrt((groups - 1.0) / groups * squares));
  }

  /** The statistic without each group; item i is in group i mod groups. */
  static double[] leftOut(Statistic statistic, int items, int groups) {
    double[] without = new double[groups];
    for (int left = 0; left < groups; left++) {
      int group = left;
      int[] rest = IntStream.range(0, items).filter(item -> item % groups != group).toArray();
      without[left] = statistic.of(rest);
    }
    return without;
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
   * √((g − 1)/g · Σ (θ₍ᵢ₎ − θ̄)²), with θ₍ᵢ₎ the statistic without group i of g and θ̄ their mean.
   *
   * @return at least 0
   */
  public double standardError() {
    return standardError;
  }

  /**
   * The estimate and as many standard errors to both sides as the normal distribution says.
   *
   * @param level the confidence, in (0, 1)
   * @return the interval; it may reach out of the statistic's range
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public Interval normal(double level) {
    double reach = -NORMAL.inverseCumulativeProbability(Bootstrap.tail(level)) * standardError;
    return new Interval(estimate - reach, estimate + reach, level);
  }

  /**
   * The chance of an estimate at least as far from 0 if the true value is 0, by the normal
   * distribution: small if two systems differ, of whose scores the statistic is the difference.
   *
   * @return 0 to 1; 1 if the estimate is 0
   */
  public double pTwoSided() {
    return estimate == 0
        ? 1
        : 2 * NORMAL.cumulativeProbability(-Math.abs(estimate) / standardError);
  }
}
