package io.github.nlptoolkit.eval.layer;

import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy of logits, equal to torch 2.15's {@code cross_entropy}: −Σ t′ w ln softmax(x), in
 * nats, with the target t′ = (1 − ε) t + ε / classes smoothed by ε (Szegedy et al. 2016).
 *
 * <p>At least 0, lower is better. Immutable and thread-safe: each method that sets something gives
 * another instance.
 */
public final class CrossEntropy {
  private final double smoothing;
  private final double @Nullable [] weights;
  private final @Nullable Integer ignored;

  private CrossEntropy(double smoothing, double @Nullable [] weights, @Nullable Integer ignored) {
    this.smoothing = smoothing;
    this.weights = weights;
    this.ignored = ignored;
  }

  /**
   * Without smoothing, all classes weighing the same.
   *
   * @return the loss
   */
  public static CrossEntropy plain() {
    return new CrossEntropy(0, null, null);
  }

  /**
   * Gives a share of each target to all classes.
   *
   * @param share 0 to 1
   * @return the loss
   * @throws IllegalArgumentException if the share is not in [0, 1]
   */
  public CrossEntropy smoothing(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("smoothing must be in [0, 1], got " + share);
    }
    return new CrossEntropy(share, weights, ignored);
  }

  /**
   * Weighs classes.
   *
   * @param weights a weight for each class, at least 0
   * @return the loss
   */
  public CrossEntropy weights(double... weights) {
    return new CrossEntropy(smoothing, weights.clone(), ignored);
  }

  /**
   * Leaves out rows of one target.
   *
   * @param target the target
   * @return the loss
   */
  public CrossEntropy ignoring(int target) {
    return new CrossEntropy(smoothing, weights, target);
  }

  /**
   * The loss of each row.
   *
   * @param logits a row for each item, a number for each class
   * @param targets the class of each item
   * @return a loss for each row, 0 for ignored ones; the caller's own
   * @throws IllegalArgumentException if there are not as many targets as rows (both numbers are in
   *     the message), a target is no class, or there are not as many weights as classes
   */
  public double[] each(double[][] logits, int[] targets) {
    checkLengths(logits.length, targets.length);
    double[] losses = new double[targets.length];
    for (int i = 0; i < losses.length; i++) {
      if (!isIgnored(targets[i])) {
        int classes = logits[i].length;
        if (targets[i] < 0 || targets[i] >= classes) {
          throw new IllegalArgumentException(
              "target must be in [0, " + classes + "), got " + targets[i] + " at " + i);
        }
        double[] target = new double[classes];
        target[targets[i]] = 1;
        losses[i] = loss(logits[i], target);
      }
    }
    return losses;
  }

  /**
   * The mean loss, each row counting as its target's class weighs.
   *
   * @param logits a row for each item, a number for each class
   * @param targets the class of each item
   * @return the mean; NaN if no row counts
   * @throws IllegalArgumentException as for {@link #each(double[][], int[])}
   */
  public double mean(double[][] logits, int[] targets) {
    double sum = 0;
    double weight = 0;
    double[] losses = each(logits, targets);
    for (int i = 0; i < losses.length; i++) {
      if (!isIgnored(targets[i])) {
        sum += losses[i];
        weight += weights == null ? 1 : weights[targets[i]];
      }
    }
    return sum / weight;
  }

  /**
   * The mean loss with a distribution for each target.
   *
   * @param logits a row for each item, a number for each class
   * @param targets a row of probabilities for each item
   * @return the mean over all rows; NaN if there are none
   * @throws IllegalArgumentException if there are not as many targets as rows, or of classes
   */
  public double mean(double[][] logits, double[][] targets) {
    checkLengths(logits.length, targets.length);
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      checkLengths(logits[i].length, targets[i].length);
      sum += loss(logits[i], targets[i]);
    }
    return sum / logits.length;
  }

  /**
   * The mean of binary cross-entropy, of the sigmoid of each logit: max(x, 0) − x t + ln(1 +
   * exp(−|x|)).
   *
   * @param logits numbers
   * @param targets as many probabilities
   * @return the mean; NaN if there are no numbers
   * @throws IllegalArgumentException if the arrays are not as long; both lengths are in the message
   */
  public static double binary(double[] logits, double[] targets) {
    checkLengths(logits.length, targets.length);
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum +=
          Math.max(logits[i], 0)
              - logits[i] * targets[i]
              + Math.log1p(Math.exp(-Math.abs(logits[i])));
    }
    return sum / logits.length;
  }

  private boolean isIgnored(int target) {
    return ignored != null && ignored == target;
  }

  private double loss(double[] logits, double[] target) {
    if (weights != null) {
      checkLengths(logits.length, weights.length);
    }
    double[] logs = Softmax.logSoftmax(logits);
    double sum = 0;
    for (int c = 0; c < logs.length; c++) {
      double share = (1 - smoothing) * target[c] + smoothing / logs.length;
      // A share of 0 times an infinite logarithm is nothing.
      if (share != 0) {
        sum -= share * (weights == null ? 1 : weights[c]) * logs[c];
      }
    }
    return sum;
  }

  private static void checkLengths(int logits, int others) {
    if (logits != others) {
      throw new IllegalArgumentException(
          "logits and what belongs to them must be as many, got " + logits + " and " + others);
    }
  }
}
