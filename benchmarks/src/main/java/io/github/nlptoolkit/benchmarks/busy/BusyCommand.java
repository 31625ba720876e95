package io.github.nlptoolkit.benchmarks.busy;

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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What is left of throughput and latency when another process wants every core. */
public final class BusyCommand {
  /** How the command is called. */
  public static final String USAGE =
      """
      busy [--quick] [--into FILE]
          Throughput and the wait for one text beside one busy process on each core, as shares of
          those on the idle machine, and beside ONNX Runtime's (about 3 minutes); into the section
          "busy" of the Markdown file, or printed.
      """;

  private static final List<BenchmarkedEmbedder> EMBEDDERS =
      List.of(
          BenchmarkedEmbedder.TOOLKIT_FP32,
          BenchmarkedEmbedder.TOOLKIT_BF16,
          BenchmarkedEmbedder.TOOLKIT_INT8,
          BenchmarkedEmbedder.ONNXRUNTIME_FP32,
          BenchmarkedEmbedder.ONNXRUNTIME_INT8);

  private BusyCommand() {}

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
    Map<BenchmarkedEmbedder, List<BusyRun.Round>> rounds = new EnumMap<>(BenchmarkedEmbedder.class);
    for (BenchmarkedEmbedder embedder : EMBEDDERS) {
      log.println("idle and busy: " + embedder.label());
      String count = options.quick() ? "1" : "3";
      String millis = options.quick() ? "1500" : "3000";
      String line = FreshJvm.run(BusyRun.class, embedder.name(), count, millis).line();
      rounds.put(embedder, new Gson().fromJson(line, new TypeToken<List<BusyRun.Round>>() {}));
    }
    MarkdownText text = new MarkdownText();
    text.line(MachineFacts.gather(options.quick()).described());
    write(rounds, text);
    options.write("busy", text.toString(), out);
  }

  /** Writes the table: medians over the rounds, of shares taken within each. */
  static void write(Map<BenchmarkedEmbedder, List<BusyRun.Round>> rounds, MarkdownText text) {
    text.heading(
        "One busy process on each core",
        "texts/s, idle",
        "busy",
        "busy to idle",
        "× ONNX Runtime, busy",
        "p99 of one text, ms, idle",
        "busy",
        "busy to idle");
    rounds.forEach(
        (embedder, measured) -> {
          double busy = median(measured, round -> round.busy().textsOfSecond());
          double peer =
              median(
                  Objects.requireNonNull(rounds.get(peer(embedder))),
                  round -> round.busy().textsOfSecond());
          text.row(
              embedder.label(),
              number("%.0f", median(measured, round -> round.idle().textsOfSecond())),
              number("%.0f", busy),
              number(
                  "%.2f",
                  median(
                      measured,
                      round -> round.busy().textsOfSecond() / round.idle().textsOfSecond())),
              number("%.2f", busy / peer),
              number("%.2f", median(measured, round -> round.idle().p99Millis())),
              number("%.2f", median(measured, round -> round.busy().p99Millis())),
              number(
                  "%.1f",
                  median(measured, round -> round.busy().p99Millis() / round.idle().p99Millis())));
        });
    text.line("");
    text.line(
        "Goals: throughput at least 0.45 × of the idle figure and 1 × of ONNX Runtime's, p99 at"
            + " most 4 × of the idle one.");
  }

  private static BenchmarkedEmbedder peer(BenchmarkedEmbedder embedder) {
    return embedder.precision().equals("int8")
        ? BenchmarkedEmbedder.ONNXRUNTIME_INT8
        : BenchmarkedEmbedder.ONNXRUNTIME_FP32;
  }

  private static double median(List<BusyRun.Round> rounds, ToDoubleFunction<BusyRun.Round> value) {
    return Samples.median(rounds.stream().mapToDouble(value).toArray());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
