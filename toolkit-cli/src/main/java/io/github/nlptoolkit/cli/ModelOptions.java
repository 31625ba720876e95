package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Which model, and how it computes: the options of all commands that embed. */
final class ModelOptions {

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description =
          "A short name (nlp models lists them) or a checkpoint folder; ${DEFAULT-VALUE}.")
  private String model = Models.DEFAULT;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description =
          "What to compute in: auto, float32 or bfloat16; auto takes bfloat16 where the machine"
              + " computes in it (nlp doctor tells).")
  private Precision precision = Precision.AUTO;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "What to compute on: auto, cpu or gpu:N; ${DEFAULT-VALUE}.")
  private String device = "auto";

  /** The device of {@code --device}, so that a wrong one is known early. */
  private Device device() throws UsageException {
    try {
      return Device.parse(device);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--device: " + e.getMessage(), e);
    }
  }

  StreamEmbedder open(EmbedderFactory factory) throws IOException, UsageException {
    return factory.open(model, precision, device());
  }

  String model() {
    return model;
  }
}
