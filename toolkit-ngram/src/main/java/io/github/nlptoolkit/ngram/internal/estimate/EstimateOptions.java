package io.github.nlptoolkit.ngram.internal.estimate;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What there is to choose in an estimation but the smoothing. Its arrays are not copied. */
public final class EstimateOptions {
  final int[] prune;
  final @Nullable BitSet vocabulary;
  final boolean interpolateUnigrams;
  final int threads;
  final boolean consume;

  /**
   * Makes options.
   *
   * @param prune by level, the greatest count that is left out; must not descend, 0 at the start;
   *     kept
   * @param vocabulary the only words to keep; null for all
   * @param interpolateUnigrams whether the uniform distribution adds to all words, not only to the
   *     unknown one
   * @param threads how many threads work
   * @param consume whether the counts may be overwritten
   */
  public EstimateOptions(
      int[] prune,
      @Nullable BitSet vocabulary,
      boolean interpolateUnigrams,
      int threads,
      boolean consume) {
    this.prune = prune;
    this.vocabulary = vocabulary;
    this.interpolateUnigrams = interpolateUnigrams;
    this.threads = threads;
    this.consume = consume;
  }
}
