package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.ngram.BackoffModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp lm prune}. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a smaller model without the n-grams that change its perplexity least (entropy"
          + " pruning, Stolcke 1998). lm train --prune leaves out rare ones."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  nlp lm prune --threshold 1e-7 --output small.arpa news.arpa"})
final class LmPruneCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = {"-t", "--threshold"},
      required = true,
      paramLabel = "X",
      description =
          "Leave out each n-gram without which the perplexity rises by a smaller share than X;"
              + " 1e-8 to 1e-6 are usual.")
  private double threshold;

  @Mixin private LmOutput output = new LmOutput();

  @Parameters(paramLabel = "MODEL", description = "ARPA, gzip of it, or binary.")
  private Path model = Path.of("");

  LmPruneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    output.check(terminal);
    if (!(threshold >= 0)) {
      throw new UsageException("--threshold must be at least 0, got " + threshold);
    }
    BackoffModel whole = BackoffModel.load(model);
    BackoffModel pruned = whole.prune(threshold);
    output.write(pruned, terminal);
    terminal.note("n-grams: " + whole.ngramCounts() + " before, " + pruned.ngramCounts());
    return Application.OK;
  }
}
