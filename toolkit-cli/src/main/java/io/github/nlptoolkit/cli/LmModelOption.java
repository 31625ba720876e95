package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.ngram.BackoffModel;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which language model is asked. */
final class LmModelOption {

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "FILE",
      description = "The model: ARPA, gzip of it, or binary.")
  private Path file = Path.of("");

  BackoffModel load() throws IOException {
    return BackoffModel.load(file);
  }
}
