package io.github.nlptoolkit.bert.head;

/**
 * Whether two texts are in order. Immutable and thread-safe.
 *
 * @param orderedLogit the score of "in order"
 * @param swappedLogit the score of "swapped"
 */
public record SentenceOrder(float orderedLogit, float swappedLogit) {

  /**
   * That the texts are in order.
   *
   * @return its probability, from 0 to 1
   */
  public double probability() {
    return 1 / (1 + Math.exp((double) swappedLogit - orderedLogit));
  }
}
