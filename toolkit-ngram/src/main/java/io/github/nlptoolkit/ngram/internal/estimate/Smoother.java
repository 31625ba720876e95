package io.github.nlptoolkit.ngram.internal.estimate;

/** How probability is taken from n-grams that were seen. Immutable and thread-safe. */
public interface Smoother {

  /** How many counts of counts {@link #reserve} gets. */
  int COUNTS_OF_COUNTS = 64;

  /** Whether shorter n-grams are counted by the words that came before them, not by occurrence. */
  boolean continuation();

  /**
   * Whether shorter n-grams add to the probability of longer ones, rather than stand in for them.
   */
  boolean interpolated();

  /**
   * What is taken from the n-grams of one order.
   *
   * @param order the number of words
   * @param countsOfCounts how many n-grams occur 0, 1, 2, ... times
   * @throws IllegalArgumentException if the counts do not allow it
   */
  double[] reserve(int order, long[] countsOfCounts);

  /** What the mass of an n-gram is greater than its count. */
  default double extra() {
    return 0;
  }
}
