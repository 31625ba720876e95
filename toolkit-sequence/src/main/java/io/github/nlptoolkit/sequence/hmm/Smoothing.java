package io.github.nlptoolkit.sequence.hmm;

/**
 * How counts become probabilities, so that what was not seen is not impossible. Immutable and
 * thread-safe.
 */
public sealed interface Smoothing {

  /**
   * Adds a constant to each count (Lidstone; Laplace with 1).
   *
   * @param k what is added, above 0
   */
  record AddK(double k) implements Smoothing {

    /**
     * Makes the smoothing.
     *
     * @throws IllegalArgumentException if {@code k} is not above 0 and finite
     */
    public AddK {
      if (!(k > 0 && k < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("k must be above 0, got " + k);
      }
    }
  }

  /**
   * Gives what was not seen behind a context as much as there are different things behind it,
   * shared out as the next shorter context has it: Witten and Bell, "The Zero-Frequency Problem"
   * (1991).
   */
  record WittenBell() implements Smoothing {}

  /**
   * Mixes trigrams, bigrams and unigrams with weights found by leaving out one trigram at a time:
   * Brants, "TnT: A Statistical Part-of-Speech Tagger" (2000), <a
   * href="https://aclanthology.org/A00-1031/">A00-1031</a>, figure 1. For transitions only.
   */
  record DeletedInterpolation() implements Smoothing {}
}
