package io.github.nlptoolkit.eval.significance;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The scores of runs that differ in their seed only.
 *
 * @param runs how many there are
 * @param mean their mean
 * @param standardDeviation their standard deviation (with n − 1); NaN for one run
 * @param min the lowest
 * @param max the highest
 * @param interval where the mean of all seeds lies, by Student's t; NaN for one run
 */
public record SeedSummary(
    int runs, double mean, double standardDeviation, double min, double max, Interval interval) {

  /**
   * Summarises runs.
   *
   * @param level the confidence of the interval, in (0, 1)
   * @param scores a score for each seed
   * @return the summary
   * @throws IllegalArgumentException if there is no score, one is not finite, or the level is not
   *     in (0, 1)
   */
  public static SeedSummary of(double level, double... scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("there must be at least 1 score, got 0");
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1), got " + level);
    }
    for (double score : scores) {
      if (!Double.isFinite(score)) {
        throw new IllegalArgumentException("scores must be finite numbers, got " + score);
      }
    }
    int n = scores.length;
    double mean = StatUtils.mean(scores);
    double deviation = n < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(scores));
    double half =
        n < 2
            ? Double.NaN
            : new TDistribution(null, n - 1.0).inverseCumulativeProbability((1 + level) / 2)
                * deviation
                / Math.sqrt(n);
    return new SeedSummary(
        n,
        mean,
        deviation,
        Arrays.stream(scores).min().orElseThrow(),
        Arrays.stream(scores).max().orElseThrow(),
        new Interval(mean - half, mean + half, level));
  }
}
