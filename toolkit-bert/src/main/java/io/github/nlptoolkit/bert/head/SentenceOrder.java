package io.github.nlptoolkit.bert.head;

/**
 * Whether two texts are in order. Immutable and thread-safe.
 *
 * @param orderedLogit the score of "in order"
 * @param swappedLogit the score of "swapped"
 * @param truncated whether the texts were cut to the limit of tokens of the model
 */
public record SentenceOrder(float orderedLogit, float swappedLogit, boolean truncated) {

  /**
   * That the texts are in order.
   *
   * @return its probability, from 0 to 1
   */
  public double probability() {
    return Probabilities.ofFirst(orderedLogit, swappedLogit);
  }
}
