package io.github.nlptoolkit.engine.train;

import java.util.List;

/**
 * What is learned: makes gradients of batches.
 *
 * @param <B> the type of a batch
 */
@FunctionalInterface
public interface TrainingTask<B> {

  /**
   * Adds the gradients of the batches of one step to the program's sums.
   *
   * @param batches the batches of the step, at least one
   * @param seed what all that is random in it, such as dropout, is drawn from
   * @return the loss, a mean over the step
   */
  double addGradients(List<B> batches, long seed);
}
