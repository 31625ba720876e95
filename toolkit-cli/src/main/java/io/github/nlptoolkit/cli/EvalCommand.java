package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.eval.report.Comparison;
import io.github.nlptoolkit.eval.report.HtmlReport;
import io.github.nlptoolkit.eval.report.MarkdownReport;
import io.github.nlptoolkit.eval.suite.DefaultSuite;
import io.github.nlptoolkit.eval.suite.Results;
import io.github.nlptoolkit.eval.suite.Suite;
import io.github.nlptoolkit.eval.suite.SuiteResult;
import io.github.nlptoolkit.eval.suite.SuiteRunner;
import io.github.nlptoolkit.eval.suite.SuiteTask;
import io.github.nlptoolkit.eval.task.Progress;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp eval}. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Evaluates models on data sets, as a suite in YAML lists them, and writes results.jsonl,"
          + " report.md and report.html.",
      "What results.jsonl has already is taken over, so a run that was broken off goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp eval default",
      "  nlp eval --output runs/today suite.yaml",
      "  nlp eval --output runs/today --baseline runs/release/results.jsonl suite.yaml",
      "",
      "Exit code 1 if a score is significantly worse than the baseline's."
    })
final class EvalCommand implements Callable<Integer> {
  private static final String DEFAULT = "default";

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Parameters(
      paramLabel = "SUITE",
      description = "A file, or default: what comes with the toolkit, with its embedded models.")
  private String suite = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the results go; ${DEFAULT-VALUE}.")
  private Path output = Path.of("eval");

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "The results.jsonl of another run to compare with.")
  private @Nullable Path baseline;

  @Option(names = "--fresh", description = "Take no result over from an earlier run.")
  private boolean fresh;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description = {
        "Keep the vectors of texts there, so that no text is embedded twice by one model, also",
        "not if the run breaks off. Seconds are not the model's then."
      })
  private @Nullable Path cache;

  @picocli.CommandLine.Mixin private LoadingOptions loading = new LoadingOptions();

  EvalCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (loading.downloads()) {
      throw new UsageException("eval downloads nothing; nlp models pull does");
    }
    boolean isDefault = suite.equals(DEFAULT) && !Files.exists(Path.of(suite));
    Files.createDirectories(output);
    Suite read =
        Suite.read(isDefault ? DefaultSuite.copyTo(output.resolve("data")) : Path.of(suite));
    List<SuiteResult> stored = baseline == null ? List.of() : Results.read(baseline);
    Path results = output.resolve("results.jsonl");
    if (fresh) {
      Files.deleteIfExists(results);
    }
    List<SuiteResult> all;
    try (SuiteModels models =
        new SuiteModels(terminal, embedders, loading.precision(), loading.device(), cache)) {
      all = new SuiteRunner(models, new Display()).run(read, results);
    }
    List<Comparison> comparisons = new ArrayList<>(Comparison.withBaseline(all, stored));
    long worse = comparisons.stream().filter(EvalCommand::isWorse).count();
    comparisons.addAll(Comparison.within(all));
    String markdown = MarkdownReport.of(read.name(), all, comparisons);
    write("report.md", markdown);
    write("report.html", HtmlReport.of(read.name(), all, comparisons));
    Operands.target(null, terminal).writeText(out -> out.write(markdown));
    terminal.note("the report is " + output.resolve("report.html"));
    if (worse > 0) {
      terminal.note(worse + (worse == 1 ? " score is" : " scores are") + " worse than before");
      return Application.FAILURE;
    }
    return Application.OK;
  }

  private static boolean isWorse(Comparison comparison) {
    return comparison.verdict() == Comparison.Verdict.WORSE;
  }

  private void write(String name, String text) throws IOException {
    AtomicFile.write(output.resolve(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A bar for each task, and a line when it is done. */
  private final class Display implements SuiteRunner.Listener {
    private @Nullable ProgressDisplay bar;
    private boolean isKnown;

    @Override
    public Progress started(SuiteTask task, boolean isKnown) {
      this.isKnown = isKnown;
      ProgressDisplay opened = new ProgressDisplay(terminal, task.name(), -1, "items");
      bar = opened;
      long[] before = {0};
      return (done, total) -> {
        opened.advance(done - before[0], 0);
        before[0] = done;
      };
    }

    @Override
    public void finished(SuiteResult result) {
      ProgressDisplay open = bar;
      if (open != null) {
        open.close();
      }
      terminal.note(
          String.format(
              Locale.ROOT,
              "%s: %s %.4f%s",
              result.name(),
              result.evaluation().mainMetric(),
              result.evaluation().mainScore(),
              isKnown ? " (from an earlier run)" : ""));
    }
  }
}
