package io.github.nlptoolkit.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** Runs all benchmarks, keeps what they measured, and writes it into the documentation. */
public final class ReportCommand {
  /** How it is called. */
  public static final String USAGE =
      """
      report [--quick] [--results FILE] [--into FILE] [--python PYTHON]
          Runs all benchmarks (about 12 minutes; with --quick less than 3), writes what they
          measured to the results file (target/results.json), and the tables into the Markdown
          file, between its marks; without --into it prints them. --python is an interpreter
          with sentence-transformers, which is measured then, too.
      tables --results FILE [--into FILE]
          Only writes the tables, of an earlier run's results.
      """;

  private boolean quick;
  private Path results = Path.of("target", "results.json");
  private @Nullable Path into;
  private Optional<String> python = Optional.empty();

  private ReportCommand(List<String> options) {
    Deque<String> left = new ArrayDeque<>(options);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      switch (option) {
        case "--quick" -> quick = true;
        case "--results" -> results = Path.of(value(option, left));
        case "--into" -> into = Path.of(value(option, left));
        case "--python" -> python = Optional.of(value(option, left));
        default -> throw new IllegalArgumentException("unknown option \"" + option + "\"");
      }
    }
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.removeFirst();
  }

  /**
   * Runs the benchmarks and writes the tables.
   *
   * @param options as {@link #USAGE} has them
   * @param out where tables go that go into no file
   * @param log where progress is told
   * @throws IllegalArgumentException if an option is unknown
   * @throws IOException if a file cannot be written or a benchmark's answers are wrong
   * @throws InterruptedException if interrupted
   * @throws RunnerException if a benchmark fails
   */
  public static void report(List<String> options, PrintStream out, PrintStream log)
      throws IOException, InterruptedException, RunnerException {
    ReportCommand command = new ReportCommand(options);
    MachineFacts machine = MachineFacts.gather(command.quick);
    Plan plan = command.quick ? Plan.quick() : Plan.full();
    Results results = new BenchmarkRun(plan, command.python, log).run(machine);
    Path folder = command.results.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    results.write(command.results);
    command.write(results, out);
  }

  /**
   * Writes the tables of an earlier run.
   *
   * @param options as {@link #USAGE} has them
   * @param out where they go if they go into no file
   * @throws IllegalArgumentException if an option is unknown
   * @throws IOException if a file cannot be read or written
   */
  public static void tables(List<String> options, PrintStream out) throws IOException {
    ReportCommand command = new ReportCommand(options);
    command.write(Results.read(command.results), out);
  }

  private void write(Results results, PrintStream out) throws IOException {
    String tables = MarkdownTables.of(results);
    Path file = into;
    if (file == null) {
      out.print(tables);
    } else {
      MarkedSection.replace(file, "results", tables);
    }
  }
}
