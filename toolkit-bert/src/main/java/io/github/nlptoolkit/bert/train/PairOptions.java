package io.github.nlptoolkit.bert.train;

import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * How long the texts of a pair get. Immutable; thread-safe if the function is.
 *
 * @param length the length of a sentence, such as its number of tokens
 * @param target the length that a pair should reach, at least 2; sentences are not cut, so the last
 *     one may go beyond it
 * @param shortShare the share of pairs with a random shorter target, in [0, 1]
 * @param separator what joins the sentences of a text: a space, or nothing in Chinese
 * @param seed what all is drawn from
 */
public record PairOptions(
    ToIntFunction<String> length, int target, double shortShare, String separator, long seed) {

  /** Checks the ranges. */
  public PairOptions {
    Objects.requireNonNull(length, "length");
    Objects.requireNonNull(separator, "separator");
    if (target < 2) {
      throw new IllegalArgumentException("target must be at least 2, got " + target);
    }
    if (!(shortShare >= 0 && shortShare <= 1)) {
      throw new IllegalArgumentException("shortShare must be in [0, 1], got " + shortShare);
    }
  }

  /**
   * BERT's: a tenth of the pairs shorter, sentences joined by a space, seed 42.
   *
   * @param length the length of a sentence, such as its number of tokens
   * @param target the length that a pair should reach, at least 2
   * @return the options
   * @throws IllegalArgumentException if the target is less
   */
  public static PairOptions of(ToIntFunction<String> length, int target) {
    return new PairOptions(length, target, 0.1, " ", 42);
  }

  /**
   * With another separator.
   *
   * @param text what joins the sentences of a text
   * @return new options
   */
  public PairOptions separator(String text) {
    return new PairOptions(length, target, shortShare, text, seed);
  }

  /**
   * With another seed.
   *
   * @param number the seed
   * @return new options
   */
  public PairOptions seed(long number) {
    return new PairOptions(length, target, shortShare, separator, number);
  }
}
