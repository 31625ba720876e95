package io.github.nlptoolkit.eval.text;

import java.util.List;

/**
 * A BLEU score and what it is made of.
 *
 * @param score 0 to 100, higher is better
 * @param precisions the precision of each order in percent, smoothed
 * @param correct the n-grams of each order that a reference has; with add-k, and that k
 * @param total the n-grams of each order in the hypotheses; with add-k, and that k
 * @param brevityPenalty 0 to 1; below 1 if the hypotheses are shorter than the references
 * @param hypothesisLength how many tokens the hypotheses have
 * @param referenceLength how many tokens the references nearest in length have
 */
public record BleuScore(
    double score,
    List<Double> precisions,
    List<Double> correct,
    List<Double> total,
    double brevityPenalty,
    long hypothesisLength,
    long referenceLength) {

  /**
   * Makes a score.
   *
   * @throws NullPointerException if a list or one of its numbers is null
   */
  public BleuScore {
    precisions = List.copyOf(precisions);
    correct = List.copyOf(correct);
    total = List.copyOf(total);
  }
}
