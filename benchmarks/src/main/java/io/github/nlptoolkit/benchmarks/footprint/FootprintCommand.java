package io.github.nlptoolkit.benchmarks.footprint;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.FirstEmbedding;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.report.CommandOptions;
import io.github.nlptoolkit.benchmarks.report.MachineFacts;
import io.github.nlptoolkit.benchmarks.report.MarkdownText;
import io.github.nlptoolkit.benchmarks.report.Samples;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What an embedder costs before it has done anything: memory, and the time to the first vector. */
public final class FootprintCommand {
  /** How the command is called. */
  public static final String USAGE =
      """
      footprint [--quick] [--into FILE]
          Resident memory after loading, and fresh JVMs to their first embedding, beside
          langchain4j (about 1 minute); into the section "footprint" of the Markdown file, or
          printed. On Linux.
      """;

  private static final double MOST_MEMORY = 1.2;
  private static final double MOST_TIME = 0.7;
  private static final double MEBI = 1 << 20;
  private static final BenchmarkedEmbedder PEER = BenchmarkedEmbedder.LANGCHAIN4J_FP32;

  private static final List<BenchmarkedEmbedder> EMBEDDERS =
      List.of(
          BenchmarkedEmbedder.TOOLKIT_FP32,
          BenchmarkedEmbedder.TOOLKIT_BF16,
          BenchmarkedEmbedder.TOOLKIT_INT8,
          BenchmarkedEmbedder.LANGCHAIN4J_FP32,
          BenchmarkedEmbedder.LANGCHAIN4J_INT8);

  private final CommandOptions options;
  private final MarkdownText text = new MarkdownText();

  private FootprintCommand(CommandOptions options) {
    this.options = options;
  }

  /**
   * Measures and writes the tables.
   *
   * @param arguments as {@link #USAGE} has them
   * @param out where the tables go if they go into no file
   * @param log where progress is told
   * @throws IOException if a JVM fails, as it does when an answer is wrong, or the file cannot be
   *     written
   * @throws InterruptedException if interrupted
   */
  public static void run(List<String> arguments, PrintStream out, PrintStream log)
      throws IOException, InterruptedException {
    FootprintCommand command = new FootprintCommand(CommandOptions.parse(arguments));
    command.text.line(MachineFacts.gather(command.options.quick()).described());
    log.println("memory");
    command.memory();
    log.println("starts");
    command.starts();
    command.options.write("footprint", command.text.toString(), out);
  }

  private void memory() throws IOException, InterruptedException {
    text.heading(
        "Resident memory after loading",
        "before, MiB",
        "added, MiB",
        "of which no file is behind",
        "the weights, MiB",
        "added to weights",
        "");
    int rounds = options.quick() ? 1 : 3;
    for (BenchmarkedEmbedder embedder : EMBEDDERS) {
      List<LoadedMemory.Memory> all = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        all.add(measure(embedder));
      }
      double added = median(all, memory -> memory.loaded().total());
      double ratio = added / weights(embedder);
      boolean own = embedder.name().startsWith("TOOLKIT");
      text.row(
          embedder.label(),
          number("%.0f", median(all, memory -> memory.engine().total()) / MEBI),
          number("%.0f", added / MEBI),
          number("%.0f", median(all, memory -> memory.loaded().anonymous()) / MEBI),
          number("%.0f", weights(embedder) / MEBI),
          number("%.2f", ratio),
          own ? verdict(ratio <= MOST_MEMORY) : "");
    }
    text.line("");
    text.line(
        "Before: a JVM whose engine has made one small product, for the toolkit; a bare JVM, for"
            + " langchain4j. The weights: every number of the checkpoint in 4, 2 or 1 bytes. Goal:"
            + " at most %.1f × the weights.",
        MOST_MEMORY);
  }

  private static LoadedMemory.Memory measure(BenchmarkedEmbedder embedder)
      throws IOException, InterruptedException {
    FreshJvm.Answer answer =
        switch (embedder) {
          case TOOLKIT_FP32 -> measure(embedder, Precision.FLOAT32);
          case TOOLKIT_BF16 -> measure(embedder, Precision.BFLOAT16);
          case TOOLKIT_INT8 -> measure(embedder, Precision.INT8);
          default -> FreshJvm.run(LoadedMemory.class, embedder.name());
        };
    return new Gson().fromJson(answer.line(), LoadedMemory.Memory.class);
  }

  private static FreshJvm.Answer measure(BenchmarkedEmbedder embedder, Precision precision)
      throws IOException, InterruptedException {
    return FreshJvm.run(LoadedMemory.class, embedder.name(), precision.name());
  }

  /** The bytes of the checkpoint's numbers in a precision. */
  private static long weights(BenchmarkedEmbedder embedder) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(Models.standard().resolve(Models.DEFAULT));
    long numbers = 0;
    for (String name : checkpoint.names()) {
      TensorView tensor = checkpoint.tensor(name);
      if (tensor.dtype().decodesToFloats()) {
        long size = 1;
        for (long dimension : tensor.shape()) {
          size *= dimension;
        }
        numbers += size;
      }
    }
    return switch (embedder.precision()) {
      case "fp32" -> 4 * numbers;
      case "bf16" -> 2 * numbers;
      default -> numbers;
    };
  }

  /** Takes turns, after one start of each that reads the files into the system's memory. */
  private void starts() throws IOException, InterruptedException {
    Map<BenchmarkedEmbedder, List<FirstEmbedding.Start>> all =
        new EnumMap<>(BenchmarkedEmbedder.class);
    int rounds = options.quick() ? 2 : 5;
    for (int round = -1; round < rounds; round++) {
      for (BenchmarkedEmbedder embedder : EMBEDDERS) {
        FirstEmbedding.Start start = FirstEmbedding.measure(embedder, false);
        if (round >= 0) {
          all.computeIfAbsent(embedder, key -> new ArrayList<>()).add(start);
        }
      }
    }
    text.heading(
        "Start of a fresh JVM",
        "to the first embedding, ms",
        "of which load, ms",
        "and first text, ms",
        "× " + PEER.label(),
        "");
    List<FirstEmbedding.Start> peer = Objects.requireNonNull(all.get(PEER));
    all.forEach(
        (embedder, starts) -> {
          double ratio =
              Samples.median(
                  IntStream.range(0, starts.size())
                      .mapToDouble(i -> starts.get(i).totalMillis() / peer.get(i).totalMillis())
                      .toArray());
          boolean own = embedder.name().startsWith("TOOLKIT");
          text.row(
              embedder.label(),
              number("%.0f", median(starts, FirstEmbedding.Start::totalMillis)),
              number("%.0f", median(starts, FirstEmbedding.Start::loadMillis)),
              number("%.0f", median(starts, FirstEmbedding.Start::embedMillis)),
              number("%.2f", ratio),
              own ? verdict(ratio <= MOST_TIME) : "");
        });
    text.line("");
    text.line("Goal: at most %.1f × %s.", MOST_TIME, PEER.label());
  }

  private static String verdict(boolean reached) {
    return reached ? "reached" : "missed";
  }

  private static <T> double median(List<T> measured, ToDoubleFunction<T> value) {
    return Samples.median(measured.stream().mapToDouble(value).toArray());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
