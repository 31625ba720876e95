package io.github.nlptoolkit.benchmarks.callers;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.report.CommandOptions;
import io.github.nlptoolkit.benchmarks.report.MachineFacts;
import io.github.nlptoolkit.benchmarks.report.MarkdownText;
import io.github.nlptoolkit.benchmarks.report.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Texts in a second and the wait for one under 1, 4, 16 and 64 threads that each want one text
 * embedded, beside one that gives the same texts as a list.
 */
public final class CallersCommand {
  /** How the command is called. */
  public static final String USAGE =
      """
      callers [--quick] [--into FILE]
          Latency and throughput under 1, 4, 16 and 64 callers of one text each (about 5 minutes),
          into the section "callers" of the Markdown file, or printed.
      """;

  private static final double GOAL = 0.9;
  private static final int MANY = 64;

  private CallersCommand() {}

  /**
   * Measures and writes the table.
   *
   * @param arguments as {@link #USAGE} has them
   * @param out where the table goes if it goes into no file
   * @param log where progress is told
   * @throws IOException if a JVM fails, as it does when an answer is wrong, or the file cannot be
   *     written
   * @throws InterruptedException if interrupted
   */
  public static void run(List<String> arguments, PrintStream out, PrintStream log)
      throws IOException, InterruptedException {
    CommandOptions options = CommandOptions.parse(arguments);
    MarkdownText text = new MarkdownText();
    text.line(MachineFacts.gather(options.quick()).described());
    text.heading(
        "One text at a time", "callers", "texts/s", "× the same as a list", "p50, ms", "p99, ms");
    for (BenchmarkedEmbedder embedder :
        List.of(
            BenchmarkedEmbedder.TOOLKIT_FP32,
            BenchmarkedEmbedder.TOOLKIT_BF16,
            BenchmarkedEmbedder.TOOLKIT_INT8)) {
      log.println("callers of " + embedder.label());
      String rounds = options.quick() ? "1" : "3";
      String passes = options.quick() ? "1" : "4";
      String line = FreshJvm.run(CallersRun.class, embedder.name(), rounds, passes).line();
      write(embedder, new Gson().fromJson(line, new TypeToken<List<CallersRun.Row>>() {}), text);
    }
    text.line("");
    text.line("Goal: %d callers reach at least %.1f × of the list.", MANY, GOAL);
    options.write("callers", text.toString(), out);
  }

  /** Writes the rows of an embedder: medians over the rounds, of ratios taken within each. */
  static void write(BenchmarkedEmbedder embedder, List<CallersRun.Row> rows, MarkdownText text) {
    for (int callers : rows.stream().mapToInt(CallersRun.Row::callers).distinct().toArray()) {
      List<CallersRun.Row> same = rows.stream().filter(row -> row.callers() == callers).toList();
      double ratio = median(same, row -> row.textsOfSecond() / list(rows, row.round()));
      text.row(
          embedder.label(),
          callers == 0 ? "1, the list" : Integer.toString(callers),
          number("%.0f", median(same, CallersRun.Row::textsOfSecond)),
          number("%.2f", ratio) + verdict(callers, ratio),
          callers == 0 ? "" : number("%.2f", median(same, CallersRun.Row::p50Millis)),
          callers == 0 ? "" : number("%.2f", median(same, CallersRun.Row::p99Millis)));
    }
  }

  private static String verdict(int callers, double ratio) {
    if (callers != MANY) {
      return "";
    }
    return ratio >= GOAL ? ", reached" : ", missed";
  }

  private static double list(List<CallersRun.Row> rows, int round) {
    return rows.stream()
        .filter(row -> row.round() == round && row.callers() == 0)
        .findFirst()
        .orElseThrow()
        .textsOfSecond();
  }

  private static double median(List<CallersRun.Row> rows, ToDoubleFunction<CallersRun.Row> value) {
    return Samples.median(rows.stream().mapToDouble(value).toArray());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
