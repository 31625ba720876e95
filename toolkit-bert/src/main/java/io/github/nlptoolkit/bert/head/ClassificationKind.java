package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.Optional;

/** What a classifier's outputs mean. Immutable and thread-safe. */
public enum ClassificationKind {
  /** Exactly one label holds: scores are probabilities that sum up to 1 (softmax). */
  SINGLE_LABEL,
  /** Each label holds or not by itself: scores are probabilities of their own (sigmoid). */
  MULTI_LABEL,
  /** There are no labels but scores on a scale: they are the logits. */
  REGRESSION;

  private static final String KEY = "problem_type";

  /** As transformers' pipeline tells it: without a type, one output is a label by itself. */
  static ClassificationKind read(JsonConfig config, int outputs) throws ModelFormatException {
    Optional<String> type = config.optionalString(KEY);
    if (type.isEmpty()) {
      return outputs == 1 ? MULTI_LABEL : SINGLE_LABEL;
    }
    return switch (type.get()) {
      case "regression" -> REGRESSION;
      case "multi_label_classification" -> MULTI_LABEL;
      case "single_label_classification" -> outputs == 1 ? MULTI_LABEL : SINGLE_LABEL;
      default ->
          throw config.wrong(
              KEY, "regression, single_label_classification or multi_label_classification");
    };
  }

  /** Logits to scores. */
  float[] scores(float[] logits) {
    return switch (this) {
      case SINGLE_LABEL -> Probabilities.softmax(logits);
      case MULTI_LABEL -> Probabilities.sigmoid(logits);
      case REGRESSION -> logits.clone();
    };
  }
}
