package io.github.nlptoolkit.eval.layer;

/**
 * Softmax and its logarithm, safe for numbers of any size: the largest is subtracted first. Equal
 * to torch 2.15. Stateless and thread-safe.
 */
public final class Softmax {
  private Softmax() {}

  /**
   * ln Σ exp(xᵢ).
   *
   * @param logits numbers
   * @return at least the largest; −∞ for no numbers or if all are −∞
   */
  public static double logSumExp(double... logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    if (Double.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    return largest + Math.log(sum);
  }

  /**
   * exp(xᵢ) / Σ exp(xⱼ).
   *
   * @param logits numbers
   * @return probabilities that add up to 1; the caller's own
   */
  public static double[] softmax(double... logits) {
    double[] probabilities = logSoftmax(logits);
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = Math.exp(probabilities[i]);
    }
    return probabilities;
  }

  /**
   * ln softmax: xᵢ − ln Σ exp(xⱼ).
   *
   * @param logits numbers
   * @return logarithms of probabilities, at most 0; the caller's own
   */
  public static double[] logSoftmax(double... logits) {
    double sum = logSumExp(logits);
    double[] logs = new double[logits.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = logits[i] - sum;
    }
    return logs;
  }
}
