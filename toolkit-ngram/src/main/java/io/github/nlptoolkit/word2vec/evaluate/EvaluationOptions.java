package io.github.nlptoolkit.word2vec.evaluate;

/**
 * How to evaluate. Immutable and thread-safe.
 *
 * @param restrict only so many of the first words are known, at least 1; 300,000 in gensim
 * @param ignoresCase whether words are compared in upper case; of words that differ in case only
 *     the first one counts
 * @param countsUnknown whether questions with unknown words count as wrong, or as similarity 0,
 *     instead of being left out
 */
public record EvaluationOptions(int restrict, boolean ignoresCase, boolean countsUnknown) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if {@code restrict} is less than 1
   */
  public EvaluationOptions {
    if (restrict < 1) {
      throw new IllegalArgumentException("restrict must be at least 1, got " + restrict);
    }
  }

  /**
   * gensim's defaults: 300,000 words, case ignored, unknown words left out.
   *
   * @return the options
   */
  public static EvaluationOptions defaults() {
    return new EvaluationOptions(300_000, true, false);
  }
}
