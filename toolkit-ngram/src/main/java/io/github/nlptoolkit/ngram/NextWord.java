package io.github.nlptoolkit.ngram;

/**
 * A word that may come next.
 *
 * @param word the word
 * @param log10 its log10 probability
 */
public record NextWord(String word, double log10) {

  /**
   * Its probability.
   *
   * @return a number in [0, 1]
   */
  public double probability() {
    return Math.pow(10, log10);
  }
}
