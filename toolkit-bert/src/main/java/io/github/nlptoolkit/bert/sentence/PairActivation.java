package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.util.Optional;

/** What a {@link CrossEncoder} makes of its logits. Immutable and thread-safe. */
public enum PairActivation {
  /** The logits as they are. */
  IDENTITY,
  /** Each between 0 and 1 by itself. */
  SIGMOID,
  /** Each between -1 and 1 by itself. */
  TANH,
  /** Probabilities of the labels that sum up to 1. */
  SOFTMAX;

  private static final String TORCH = "torch.";

  /**
   * As sentence-transformers tells it: what the folder says, in the place of version 6, 4 or 3; or
   * sigmoid for one label and identity for several. It does not load other classes than torch's.
   */
  static PairActivation read(Checkpoint checkpoint, int labels) throws IOException {
    Optional<JsonConfig> own = checkpoint.json("config_sentence_transformers.json");
    Optional<JsonConfig> inModel = checkpoint.config().optionalObject("sentence_transformers");
    Optional<PairActivation> activation = Optional.empty();
    if (inModel.isPresent() && inModel.get().has("activation_fn")) {
      activation = read(inModel.get(), "activation_fn");
    } else if (checkpoint.config().has("sbert_ce_default_activation_function")) {
      activation = read(checkpoint.config(), "sbert_ce_default_activation_function");
    } else if (own.isPresent()) {
      activation = read(own.get(), "activation_fn");
    }
    return activation.orElse(labels == 1 ? SIGMOID : IDENTITY);
  }

  private static Optional<PairActivation> read(JsonConfig config, String key)
      throws ModelFormatException {
    Optional<String> name = config.optionalString(key);
    if (name.isEmpty() || !name.get().startsWith(TORCH)) {
      return Optional.empty();
    }
    String type = name.get().substring(name.get().lastIndexOf('.') + 1);
    return Optional.of(
        switch (type) {
          case "Identity" -> IDENTITY;
          case "Sigmoid" -> SIGMOID;
          case "Tanh" -> TANH;
          case "Softmax" -> SOFTMAX;
          default -> throw config.wrong(key, "torch's Identity, Sigmoid, Tanh or Softmax");
        });
  }

  float[] apply(float[] logits) {
    float[] scores = new float[logits.length];
    double highest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - highest);
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          switch (this) {
            case IDENTITY -> logits[i];
            case SIGMOID -> (float) (1 / (1 + Math.exp(-logits[i])));
            case TANH -> (float) Math.tanh(logits[i]);
            case SOFTMAX -> (float) (Math.exp(logits[i] - highest) / sum);
          };
    }
    return scores;
  }
}
