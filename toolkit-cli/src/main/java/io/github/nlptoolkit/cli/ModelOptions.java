package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model, and how it computes: the options of all commands that embed. */
final class ModelOptions {

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description =
          "A short name (nlp models lists them), a checkpoint folder or a name on the Hugging Face"
              + " Hub; ${DEFAULT-VALUE}.")
  private String model = Models.DEFAULT;

  @Mixin private LoadingOptions loading = new LoadingOptions();

  StreamEmbedder open(EmbedderFactory factory, Terminal terminal)
      throws IOException, UsageException {
    return open(factory, terminal, model);
  }

  /** Opens another model than the named one, with the other options. */
  StreamEmbedder open(EmbedderFactory factory, Terminal terminal, String model)
      throws IOException, UsageException {
    Device device = loading.device();
    if (loading.downloads()) {
      String folder = loading.folder(model, terminal).toString();
      return factory.open(folder, loading.precision(), device);
    }
    return factory.open(model, loading.precision(), device);
  }

  String model() {
    return model;
  }
}
