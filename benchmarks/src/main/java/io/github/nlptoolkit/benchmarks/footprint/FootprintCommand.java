package io.github.nlptoolkit.benchmarks.footprint;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.FirstEmbedding;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.report.CommandOptions;
import io.github.nlptoolkit.benchmarks.report.MachineFacts;
import io.github.nlptoolkit.benchmarks.report.MarkdownText;
import io.github.nlptoolkit.benchmarks.report.Samples;
import io.github.nlptoolkit.bert.sentence.ModelQuantizer;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /** What is measured: an embedder, what it is called, and options of its JVM. */
  private record Measured(BenchmarkedEmbedder embedder, String label, List<String> options) {
    Measured(BenchmarkedEmbedder embedder) {
      this(embedder, embedder.label(), List.of());
    }

    boolean isOwn() {
      return embedder.name().startsWith("TOOLKIT");
    }
  }

  private final CommandOptions options;
  private final List<Measured> all;
  private final MarkdownText text = new MarkdownText();

  /**
   * Takes options.
   *
   * @param options the options
   * @param saved the default model, quantised
   */
  private FootprintCommand(CommandOptions options, Path saved) {
    this.options = options;
    this.all =
        List.of(
            new Measured(BenchmarkedEmbedder.TOOLKIT_FP32),
            new Measured(BenchmarkedEmbedder.TOOLKIT_BF16),
            new Measured(BenchmarkedEmbedder.TOOLKIT_INT8),
            new Measured(
                BenchmarkedEmbedder.TOOLKIT_INT8,
                BenchmarkedEmbedder.TOOLKIT_INT8.label() + ", saved",
                List.of(BenchmarkedEmbedder.modelOption(saved))),
            new Measured(BenchmarkedEmbedder.LANGCHAIN4J_FP32),
            new Measured(BenchmarkedEmbedder.LANGCHAIN4J_INT8));
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
    CommandOptions options = CommandOptions.parse(arguments);
    Path temporary = Files.createTempDirectory("footprint");
    try {
      Path saved = temporary.resolve("int8");
      ModelQuantizer.of(Models.standard().resolve(Models.DEFAULT)).write(saved);
      FootprintCommand command = new FootprintCommand(options, saved);
      command.text.line(MachineFacts.gather(options.quick()).described());
      log.println("memory");
      command.memory();
      log.println("starts");
      command.starts();
      options.write("footprint", command.text.toString(), out);
    } finally {
      delete(temporary);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walked = Files.walk(folder)) {
      paths = walked.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
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
    for (Measured each : all) {
      List<LoadedMemory.Memory> memories = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        memories.add(measure(each));
      }
      double added = median(memories, memory -> memory.loaded().total());
      double ratio = added / weights(each.embedder());
      text.row(
          each.label(),
          number("%.0f", median(memories, memory -> memory.engine().total()) / MEBI),
          number("%.0f", added / MEBI),
          number("%.0f", median(memories, memory -> memory.loaded().anonymous()) / MEBI),
          number("%.0f", weights(each.embedder()) / MEBI),
          number("%.2f", ratio),
          each.isOwn() ? verdict(ratio <= MOST_MEMORY) : "");
    }
    text.line("");
    text.line(
        "Before: a JVM whose engine has made one small product, for the toolkit; a bare JVM, for"
            + " langchain4j. The weights: every number of the checkpoint in 4, 2 or 1 bytes. Goal:"
            + " at most %.1f × the weights.",
        MOST_MEMORY);
  }

  private static LoadedMemory.Memory measure(Measured each)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(each.embedder().name()));
    switch (each.embedder()) {
      case TOOLKIT_FP32 -> arguments.add(Precision.FLOAT32.name());
      case TOOLKIT_BF16 -> arguments.add(Precision.BFLOAT16.name());
      case TOOLKIT_INT8 -> arguments.add(Precision.INT8.name());
      default -> {
        // starts with nothing
      }
    }
    FreshJvm.Answer answer =
        FreshJvm.run(each.options(), LoadedMemory.class, arguments.toArray(String[]::new));
    return new Gson().fromJson(answer.line(), LoadedMemory.Memory.class);
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
    List<List<FirstEmbedding.Start>> starts = new ArrayList<>();
    all.forEach(each -> starts.add(new ArrayList<>()));
    int rounds = options.quick() ? 2 : 5;
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < all.size(); i++) {
        FirstEmbedding.Start start =
            FirstEmbedding.measure(all.get(i).options(), all.get(i).embedder(), false);
        if (round >= 0) {
          starts.get(i).add(start);
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
    List<FirstEmbedding.Start> peer = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).embedder() == PEER) {
        peer.addAll(starts.get(i));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      List<FirstEmbedding.Start> own = starts.get(i);
      double ratio =
          Samples.median(
              IntStream.range(0, own.size())
                  .mapToDouble(j -> own.get(j).totalMillis() / peer.get(j).totalMillis())
                  .toArray());
      text.row(
          all.get(i).label(),
          number("%.0f", median(own, FirstEmbedding.Start::totalMillis)),
          number("%.0f", median(own, FirstEmbedding.Start::loadMillis)),
          number("%.0f", median(own, FirstEmbedding.Start::embedMillis)),
          number("%.2f", ratio),
          all.get(i).isOwn() ? verdict(ratio <= MOST_TIME) : "");
    }
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
