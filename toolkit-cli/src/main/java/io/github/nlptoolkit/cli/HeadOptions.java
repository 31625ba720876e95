package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model with a head, and how it computes. There is none that every machine has. */
final class HeadOptions {

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      required = true,
      description =
          "A checkpoint folder, or a name on the Hugging Face Hub, of a model with the head that"
              + " this needs.")
  private String model = "";

  @Mixin private LoadingOptions loading = new LoadingOptions();

  /** Loads a head. */
  @FunctionalInterface
  interface Loader<T> {
    /** Loads it from a folder. */
    T load(Path folder, LoadOptions options) throws IOException;
  }

  <T> T load(Loader<T> loader, Terminal terminal) throws IOException, UsageException {
    LoadOptions options = loading.loadOptions();
    return loader.load(loading.folder(model, terminal), options);
  }
}
