package io.github.nlptoolkit.ngram;

import java.util.List;

/** How rare n-grams must be to be left out, as {@code lmplz --prune} takes it. */
final class PruneThresholds {
  private PruneThresholds() {}

  /**
   * The thresholds of all orders: the last one that is given holds for those after it.
   *
   * @throws IllegalArgumentException if there are too many, the first is not 0, or they descend
   */
  static int[] of(List<Integer> prune, int order) {
    if (prune.size() > order) {
      throw new IllegalArgumentException(
          "prune must have at most " + order + " numbers, got " + prune);
    }
    int[] thresholds = new int[order];
    for (int i = 0; i < order && !prune.isEmpty(); i++) {
      thresholds[i] = prune.get(Math.min(i, prune.size() - 1));
      boolean isSound = i == 0 ? thresholds[0] == 0 : thresholds[i] >= thresholds[i - 1];
      if (!isSound) {
        throw new IllegalArgumentException("prune must begin with 0 and not descend, got " + prune);
      }
    }
    return thresholds;
  }
}
