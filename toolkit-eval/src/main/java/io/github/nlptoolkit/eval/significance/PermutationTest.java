package io.github.nlptoolkit.eval.significance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether two systems differ in the mean over the same items, by exchanging their scores at random
 * (approximate randomisation; Noreen 1989). Two-sided.
 *
 * @param difference the mean of the first minus that of the second
 * @param atLeastAsExtreme how many exchanges give a mean difference at least as far from 0
 * @param permutations how many exchanges were tried
 */
public record PermutationTest(double difference, int atLeastAsExtreme, int permutations) {
  /** Sums in another order may differ by rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * The chance of such a difference if there is none, counting the observed one: (extreme + 1) /
   * (permutations + 1).
   *
   * @return above 0, at most 1
   */
  public double pValue() {
    return (atLeastAsExtreme + 1.0) / (permutations + 1.0);
  }

  /**
   * Compares scores with exchanges drawn by a seed.
   *
   * @param first the first system's score of each item
   * @param second the second's
   * @param permutations how many exchanges to draw, at least 1
   * @param seed the same seed gives the same exchanges
   * @return the test
   * @throws IllegalArgumentException if the arrays are not as long, empty, or permutations is below
   *     1
   */
  public static PermutationTest of(double[] first, double[] second, int permutations, long seed) {
    if (permutations < 1) {
      throw new IllegalArgumentException("permutations must be at least 1, got " + permutations);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<boolean[]> exchanges = new ArrayList<>(permutations);
    for (int i = 0; i < permutations; i++) {
      boolean[] exchange = new boolean[first.length];
      for (int j = 0; j < exchange.length; j++) {
        exchange[j] = random.nextBoolean();
      }
      exchanges.add(exchange);
    }
    return of(first, second, exchanges);
  }

  /**
   * Compares scores with given exchanges.
   *
   * @param first the first system's score of each item
   * @param second the second's
   * @param exchanges which items' scores change sides, for each permutation
   * @return the test
   * @throws IllegalArgumentException if an array is not as long as the others, or empty
   */
  public static PermutationTest of(double[] first, double[] second, List<boolean[]> exchanges) {
    double[] differences = Pairs.differences(first, second);
    double observed = 0;
    for (double difference : differences) {
      observed += difference;
    }
    double limit = Math.abs(observed) * (1 - ROUNDING);
    int extreme = 0;
    for (boolean[] exchange : exchanges) {
      if (exchange.length != differences.length) {
        throw new IllegalArgumentException(
            "an exchange must say so of each item, got "
                + exchange.length
                + " of "
                + differences.length);
      }
      double sum = 0;
      for (int i = 0; i < exchange.length; i++) {
        sum += exchange[i] ? -differences[i] : differences[i];
      }
      extreme += Math.abs(sum) >= limit ? 1 : 0;
    }
    return new PermutationTest(observed / differences.length, extreme, exchanges.size());
  }
}
