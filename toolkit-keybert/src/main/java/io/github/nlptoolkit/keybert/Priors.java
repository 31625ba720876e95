package io.github.nlptoolkit.keybert;

/**
 * How much a phrase gains or loses by what is seen without vectors. A unit is one standard
 * deviation of the cosines of a document's phrases with it, so that the weights fit any embedder.
 * Immutable and thread-safe.
 *
 * @param severalWords what a phrase of two words or more gains
 * @param longPhrase what a phrase loses for each word beyond the third
 * @param position what a phrase that first occurs at the very end loses; one halfway loses half
 * @param frequency what a phrase gains for each e-fold of its occurrences: this times
 *     ln(occurrences)
 * @param centrality what a phrase loses that is like all the others of its document: this times the
 *     mean of its cosines with them, as a standard score
 */
public record Priors(
    double severalWords, double longPhrase, double position, double frequency, double centrality) {

  /**
   * Makes priors.
   *
   * @throws IllegalArgumentException if a weight is not finite
   */
  public Priors {
    check(severalWords, "severalWords");
    check(longPhrase, "longPhrase");
    check(position, "position");
    check(frequency, "frequency");
    check(centrality, "centrality");
  }

  /**
   * No priors: the cosine with the document alone.
   *
   * @return all weights 0
   */
  public static Priors none() {
    return new Priors(0, 0, 0, 0, 0);
  }

  /**
   * The weights for a language, found on abstracts: docs/keywords.md.
   *
   * @param language an ISO 639-1 code
   * @return those of Chinese for {@code zh}, else those of English
   */
  public static Priors of(String language) {
    return language.equals("zh") ? new Priors(1, 1, 0.5, 3, 0.5) : new Priors(1, 0.5, 1, 0.25, 0.5);
  }

  private static void check(double weight, String name) {
    if (!Double.isFinite(weight)) {
      throw new IllegalArgumentException(name + " must be finite, got " + weight);
    }
  }
}
