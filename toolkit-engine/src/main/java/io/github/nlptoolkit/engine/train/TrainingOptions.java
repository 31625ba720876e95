package io.github.nlptoolkit.engine.train;

import java.util.Objects;

/**
 * How a model is trained, whatever it learns. Immutable and thread-safe.
 *
 * @param learningRate the full rate, greater than 0
 * @param schedule how it goes on after the warm-up
 * @param warmUpSteps how many steps the warm-up has, at least 0
 * @param optimizer the optimiser's settings
 * @param maxGradientNorm what the norm of all gradients together is clipped to; 0 to clip nothing
 * @param accumulation how many batches make a step, at least 1
 * @param seed what all that is random is drawn from
 */
public record TrainingOptions(
    double learningRate,
    Schedule schedule,
    long warmUpSteps,
    AdamW optimizer,
    double maxGradientNorm,
    int accumulation,
    long seed) {

  /** Checks the ranges. */
  public TrainingOptions {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(optimizer, "optimizer");
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "learningRate must be greater than 0, got " + learningRate);
    }
    if (warmUpSteps < 0) {
      throw new IllegalArgumentException("warmUpSteps must be at least 0, got " + warmUpSteps);
    }
    if (!(maxGradientNorm >= 0 && maxGradientNorm < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "maxGradientNorm must be at least 0, got " + maxGradientNorm);
    }
    if (accumulation < 1) {
      throw new IllegalArgumentException("accumulation must be at least 1, got " + accumulation);
    }
  }

  /**
   * The defaults, those of transformers' Trainer but for the decay: rate 5e-5, linear, no warm-up,
   * {@link AdamW#defaults}, norm 1, one batch a step, seed 42.
   *
   * @return the defaults
   */
  public static TrainingOptions defaults() {
    return new TrainingOptions(5e-5, Schedule.LINEAR, 0, AdamW.defaults(), 1, 1, 42);
  }

  /**
   * With another learning rate.
   *
   * @param rate the full rate, greater than 0
   * @return new options
   * @throws IllegalArgumentException if it is out of range
   */
  public TrainingOptions learningRate(double rate) {
    return new TrainingOptions(
        rate, schedule, warmUpSteps, optimizer, maxGradientNorm, accumulation, seed);
  }

  /**
   * With another schedule.
   *
   * @param choice how the rate goes on after the warm-up
   * @param warmUp how many steps the warm-up has, at least 0
   * @return new options
   * @throws IllegalArgumentException if it is out of range
   */
  public TrainingOptions schedule(Schedule choice, long warmUp) {
    return new TrainingOptions(
        learningRate, choice, warmUp, optimizer, maxGradientNorm, accumulation, seed);
  }

  /**
   * With another optimiser.
   *
   * @param settings its settings
   * @return new options
   */
  public TrainingOptions optimizer(AdamW settings) {
    return new TrainingOptions(
        learningRate, schedule, warmUpSteps, settings, maxGradientNorm, accumulation, seed);
  }

  /**
   * With another limit of gradients.
   *
   * @param norm what the norm of all gradients together is clipped to; 0 to clip nothing
   * @return new options
   * @throws IllegalArgumentException if it is less than 0
   */
  public TrainingOptions maxGradientNorm(double norm) {
    return new TrainingOptions(
        learningRate, schedule, warmUpSteps, optimizer, norm, accumulation, seed);
  }

  /**
   * With another accumulation.
   *
   * @param batches how many batches make a step, at least 1
   * @return new options
   * @throws IllegalArgumentException if it is less
   */
  public TrainingOptions accumulation(int batches) {
    return new TrainingOptions(
        learningRate, schedule, warmUpSteps, optimizer, maxGradientNorm, batches, seed);
  }

  /**
   * With another seed.
   *
   * @param number what all that is random is drawn from
   * @return new options
   */
  public TrainingOptions seed(long number) {
    return new TrainingOptions(
        learningRate, schedule, warmUpSteps, optimizer, maxGradientNorm, accumulation, number);
  }
}
