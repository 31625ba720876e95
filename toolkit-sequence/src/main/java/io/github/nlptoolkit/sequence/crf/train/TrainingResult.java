package io.github.nlptoolkit.sequence.crf.train;

import io.github.nlptoolkit.sequence.crf.CrfModel;
import java.util.OptionalDouble;

/**
 * A trained model, and how the training ended.
 *
 * @param model the model, without the features whose weight is 0
 * @param reason why it ended
 * @param iterations how many iterations were done
 * @param objective the penalised loss of the last iteration
 * @param features how many features there were to train
 * @param heldOutAccuracy the part of right labels on held-out data that the model has, if there is
 *     any
 */
public record TrainingResult(
    CrfModel model,
    StopReason reason,
    int iterations,
    double objective,
    int features,
    OptionalDouble heldOutAccuracy) {}
