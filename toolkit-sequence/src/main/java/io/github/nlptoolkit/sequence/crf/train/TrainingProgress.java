package io.github.nlptoolkit.sequence.crf.train;

import java.util.OptionalDouble;

/**
 * Where a training stands after an iteration.
 *
 * @param iteration from 1 on; of an online method a pass over the data
 * @param objective the penalised loss, lower is better; of an online method the loss of the pass
 * @param weightNorm the Euclidean norm of the weights
 * @param gradientNorm that of the gradient; 0 for an online method
 * @param activeFeatures how many weights are not 0
 * @param trials how many evaluations the iteration took
 * @param step the length of the last step, or the learning rate
 * @param seconds since the training began
 * @param heldOutAccuracy the part of right labels on held-out data, if there is any
 */
public record TrainingProgress(
    int iteration,
    double objective,
    double weightNorm,
    double gradientNorm,
    int activeFeatures,
    int trials,
    double step,
    double seconds,
    OptionalDouble heldOutAccuracy) {}
