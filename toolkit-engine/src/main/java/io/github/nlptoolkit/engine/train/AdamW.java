package io.github.nlptoolkit.engine.train;

/**
 * The settings of AdamW: Adam with decoupled weight decay. Immutable and thread-safe.
 *
 * @param beta1 how much of the running mean of gradients stays at each step, in [0, 1)
 * @param beta2 how much of the running mean of their squares stays at each step, in [0, 1)
 * @param eps what is added to the square root, greater than 0
 * @param weightDecay how much of itself, times the learning rate, a weight loses at each step, at
 *     least 0; biases and norms lose nothing
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter, 2019: Decoupled Weight
 *     Decay Regularization</a>
 */
public record AdamW(double beta1, double beta2, double eps, double weightDecay) {

  /** Checks the ranges. */
  public AdamW {
    requireShare("beta1", beta1);
    requireShare("beta2", beta2);
    if (!(eps > 0 && eps < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("eps must be greater than 0, got " + eps);
    }
    if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weightDecay must be at least 0, got " + weightDecay);
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
    }
  }

  /**
   * The defaults: 0.9, 0.999, 1e-8, and a decay of 0.01.
   *
   * @return the settings
   */
  public static AdamW defaults() {
    return new AdamW(0.9, 0.999, 1e-8, 0.01);
  }

  /**
   * With another decay.
   *
   * @param decay the decay, at least 0
   * @return new settings
   * @throws IllegalArgumentException if it is less
   */
  public AdamW weightDecay(double decay) {
    return new AdamW(beta1, beta2, eps, decay);
  }
}
