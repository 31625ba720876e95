package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.ngram.BackoffModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nlp lm convert}. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = "Writes a model in another format.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp lm convert --output news.bin news.arpa.gz",
      "  nlp lm convert --output news.trie --quantise 8 news.arpa",
      "  nlp lm convert --output - news.bin | head"
    })
final class LmConvertCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private LmOutput output = new LmOutput();

  @Parameters(paramLabel = "MODEL", description = "ARPA, gzip of it, or binary.")
  private Path model = Path.of("");

  LmConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    output.check(terminal);
    output.write(BackoffModel.load(model), terminal);
    return Application.OK;
  }
}
