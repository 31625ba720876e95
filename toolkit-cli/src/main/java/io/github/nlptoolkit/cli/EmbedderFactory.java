package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Loads models by name; the tests have one without an engine. */
@FunctionalInterface
interface EmbedderFactory {

  /**
   * Loads a model.
   *
   * @param model a short name or a checkpoint folder
   * @param precision what to compute in
   * @param device what to compute on
   * @return the embedder; the caller closes it
   * @throws IOException if it cannot be found or read
   * @throws IllegalArgumentException if there is no such model
   */
  StreamEmbedder open(String model, Precision precision, Device device) throws IOException;

  /**
   * Where a model's files are.
   *
   * @param model a short name or a checkpoint folder
   * @return the folder, or null if it has none
   * @throws IOException if it cannot be found or read
   */
  default @Nullable Path folder(String model) throws IOException {
    return null;
  }
}
