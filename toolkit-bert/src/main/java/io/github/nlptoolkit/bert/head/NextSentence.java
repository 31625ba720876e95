package io.github.nlptoolkit.bert.head;

/**
 * Whether one text follows another. Immutable and thread-safe.
 *
 * @param nextLogit the score of "it follows"
 * @param randomLogit the score of "it is a random text"
 * @param truncated whether the texts were cut to the limit of tokens of the model
 */
public record NextSentence(float nextLogit, float randomLogit, boolean truncated) {

  /**
   * That the second text follows the first.
   *
   * @return its probability, from 0 to 1
   */
  public double probability() {
    return Probabilities.ofFirst(nextLogit, randomLogit);
  }
}
