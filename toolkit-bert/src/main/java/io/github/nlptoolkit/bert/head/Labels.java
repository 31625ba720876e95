package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the outputs of a classifier are called. Immutable and thread-safe. */
final class Labels {
  private static final String KEY = "id2label";

  private Labels() {}

  /** Reads {@code id2label}; without it, outputs are called {@code LABEL_0} and so on. */
  static List<String> read(JsonConfig config, int outputs) throws ModelFormatException {
    Optional<JsonConfig> named = config.optionalObject(KEY);
    List<String> labels = new ArrayList<>(outputs);
    boolean unnamed = named.isEmpty() || named.get().keys().isEmpty();
    for (int i = 0; i < outputs; i++) {
      labels.add(unnamed ? "LABEL_" + i : named.get().string(Integer.toString(i)));
    }
    return List.copyOf(labels);
  }
}
