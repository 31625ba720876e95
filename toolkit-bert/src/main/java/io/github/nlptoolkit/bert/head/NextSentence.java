package io.github.nlptoolkit.bert.head;

/**
 * Whether one text follows another. Immutable and thread-safe.
 *
 * @param nextLogit the score of "it follows"
 * @param randomLogit the score of "it is a random text"
 */
public record NextSentence(float nextLogit, float randomLogit) {

  /**
   * That the second text follows the first.
   *
   * @return its probability, from 0 to 1
   */
  public double probability() {
    return 1 / (1 + Math.exp((double) randomLogit - nextLogit));
  }
}
