package io.github.nlptoolkit.benchmarks.scale;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.report.CommandOptions;
import io.github.nlptoolkit.benchmarks.report.MachineFacts;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cost against length, batch, corpus, model, threads and precision, as tables and plots. */
public final class ScaleCommand {
  /** How the command is called. */
  public static final String USAGE =
      """
      scale [--quick] [--texts N] [--axis A] [--precision P] [--results FILE] [--plots DIR] [--into FILE]
          Throughput by length of text, size of call and of corpus, for two models, in fp32, bf16
          and int8, on one thread and on all, with the peak of matrix products beside each figure
          (about 12 minutes; with --quick less than 3). The results file is written after each JVM;
          what it holds of the same commit is not measured again. --texts is the largest corpus,
          100000 by default; --axis (length, batch, corpus) and --precision (fp32, bf16, int8)
          measure one alone. Plots go into the folder, tables into the section "scale" of the
          Markdown file.
      """;

  private static final String DEFAULT_TEXTS = "100000";

  private final CommandOptions options;
  private final Path file;
  private final int mostTexts;
  private final List<Axis> axes;
  private final List<Precision> precisions;
  private final PrintStream log;

  private ScaleCommand(CommandOptions options, PrintStream log) {
    this.options = options;
    this.log = log;
    this.file = Path.of(options.value("--results").orElse("benchmarks/target/scale.json"));
    this.mostTexts = Integer.parseInt(options.value("--texts").orElse(DEFAULT_TEXTS));
    this.axes =
        options
            .value("--axis")
            .map(name -> List.of(Axis.valueOf(name.toUpperCase(Locale.ROOT))))
            .orElse(List.of(Axis.values()));
    this.precisions =
        options
            .value("--precision")
            .map(name -> List.of(precision(name)))
            .orElse(ScaleTables.PRECISIONS);
  }

  private static Precision precision(String name) {
    return switch (name) {
      case "fp32" -> Precision.FLOAT32;
      case "bf16" -> Precision.BFLOAT16;
      case "int8" -> Precision.INT8;
      default ->
          throw new IllegalArgumentException(
              "--precision must be fp32, bf16 or int8, got \"" + name + "\"");
    };
  }

  /**
   * Measures and writes tables and plots.
   *
   * @param arguments as {@link #USAGE} has them
   * @param out where tables go that go into no file
   * @param log where progress is told
   * @throws IOException if a JVM fails, as it does when an answer is wrong, or a file cannot be
   *     written
   * @throws InterruptedException if interrupted
   */
  public static void run(List<String> arguments, PrintStream out, PrintStream log)
      throws IOException, InterruptedException {
    CommandOptions options =
        CommandOptions.parse(arguments, "--texts", "--axis", "--precision", "--results", "--plots");
    ScaleResults results = new ScaleCommand(options, log).measure();
    String plots = options.value("--plots").orElse("benchmarks/target/plots");
    ScalePlots.write(results, Path.of(plots));
    // Tables lie beside the folder of the plots.
    String tables = ScaleTables.of(results, String.valueOf(Path.of(plots).getFileName()));
    options.write("scale", tables, out);
  }

  private ScaleResults measure() throws IOException, InterruptedException {
    MachineFacts machine = MachineFacts.gather(options.quick());
    ScaleResults results = earlier(machine);
    Path models = Path.of("benchmarks", "target", "scale-models").toAbsolutePath();
    int cores = Runtime.getRuntime().availableProcessors();
    for (ScaleModel model : ScaleModel.values()) {
      Path folder = model.folder(models);
      for (Precision precision : precisions) {
        for (int threads : cores == 1 ? List.of(1) : List.of(cores, 1)) {
          List<Axis> missing = missing(results, model, precision, threads, cores);
          if (!missing.isEmpty()) {
            log.println(model.label() + ", " + precision + ", " + threads + " threads: " + missing);
            ScaleRun.Task task =
                new ScaleRun.Task(
                    model, folder.toString(), precision, missing, options.quick(), mostTexts);
            String line =
                FreshJvm.run(
                        List.of("-Dnlptoolkit.threads=" + threads),
                        ScaleRun.class,
                        new Gson().toJson(task))
                    .line();
            List<ScaleCell> cells = new Gson().fromJson(line, new TypeToken<List<ScaleCell>>() {});
            results = results.with(machine, cells);
            results.write(file);
          }
        }
      }
    }
    return results;
  }

  /** What the file has of the same commit on the same machine. */
  private ScaleResults earlier(MachineFacts machine) throws IOException {
    if (Files.exists(file)) {
      ScaleResults earlier = ScaleResults.read(file);
      if (earlier.machine().commit().equals(machine.commit())
          && earlier.machine().cpu().equals(machine.cpu())
          && earlier.machine().quick() == machine.quick()) {
        return earlier;
      }
    }
    return new ScaleResults(machine, List.of());
  }

  private List<Axis> missing(
      ScaleResults results, ScaleModel model, Precision precision, int threads, int cores) {
    List<Axis> missing = new ArrayList<>();
    for (Axis axis : axes) {
      boolean wanted =
          switch (axis) {
            case LENGTH -> model == ScaleModel.MINILM || threads == cores || !options.quick();
            case BATCH -> model == ScaleModel.MINILM;
            case CORPUS -> model == ScaleModel.MINILM && threads == cores;
          };
      if (wanted && !results.has(model, precision, threads, axis, options.quick(), mostTexts)) {
        missing.add(axis);
      }
    }
    return missing;
  }
}
