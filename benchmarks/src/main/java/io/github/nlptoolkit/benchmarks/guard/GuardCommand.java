package io.github.nlptoolkit.benchmarks.guard;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.report.CommandOptions;
import io.github.nlptoolkit.engine.runtime.CpuFeatures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares the speed of the hot path with that of an earlier commit on the same kind of CPU. */
public final class GuardCommand {
  /** How the command is called. */
  public static final String USAGE =
      """
      guard [--record] [--baseline FILE]
          The hot path beside plain matrix products, as ratios, and compared with those in the
          baseline file (benchmarks/guard.json); fails if one has become worse by more than the
          tolerance, three times (about 30 seconds). A CPU that the file does not know passes. --record
          writes the ratios into the file instead.
      """;

  /** How much worse the ratio of sentences may be; ten runs, six on a busy machine, gave 0.10. */
  private static final double TOLERANCE = 0.2;

  /** And that of short texts, for which busy neighbours take the weights out of the cache: 0.31. */
  private static final double TOLERANCE_OF_SHORT = 0.45;

  private static final int TRIES = 3;
  private static final String RECORD = "--record";

  private GuardCommand() {}

  /**
   * Measures and compares.
   *
   * @param arguments as {@link #USAGE} has them
   * @param out where the ratios go
   * @throws IOException if a JVM fails, a file cannot be read or written, or a ratio is too small
   * @throws InterruptedException if interrupted
   */
  public static void run(List<String> arguments, PrintStream out)
      throws IOException, InterruptedException {
    List<String> rest = new ArrayList<>(arguments);
    boolean record = rest.remove(RECORD);
    CommandOptions options = CommandOptions.parse(rest, "--baseline");
    Path file = Path.of(options.value("--baseline").orElse("benchmarks/guard.json"));
    GuardBaseline baseline = GuardBaseline.read(file);
    CpuFeatures cpu = CpuFeatures.detect();
    String kind = kind(cpu);
    if (record) {
      baseline.with(kind, medians(embedders(cpu))).write(file);
      out.println("written to " + file);
      return;
    }
    out.println("the hot path on " + kind);
    Map<String, Double> best = new TreeMap<>(measure(embedders(cpu)));
    for (int i = 1; i < TRIES && worse(baseline, kind, best).findAny().isPresent(); i++) {
      // What took a core's cache away for a while does not do so each time.
      List<BenchmarkedEmbedder> again =
          embedders(cpu).stream()
              .filter(e -> worse(baseline, kind, best).anyMatch(n -> n.startsWith(e.precision())))
              .toList();
      measure(again).forEach((name, ratio) -> best.merge(name, ratio, Math::max));
    }
    best.forEach((name, ratio) -> out.println(line(baseline, kind, name, ratio)));
    List<String> worse = worse(baseline, kind, best).toList();
    if (!worse.isEmpty()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "slower than %s allows: %s. If that is meant: benchmarks/run guard" + " --record",
              file,
              worse));
    }
  }

  /** What decides how fast products are beside the rest. */
  private static String kind(CpuFeatures cpu) {
    return cpu.model() + ": " + String.join(" ", cpu.names());
  }

  /** What this CPU is made for. */
  private static List<BenchmarkedEmbedder> embedders(CpuFeatures cpu) {
    List<BenchmarkedEmbedder> embedders = new ArrayList<>();
    embedders.add(BenchmarkedEmbedder.TOOLKIT_FP32);
    if (cpu.nativeBfloat16().isPresent()) {
      embedders.add(BenchmarkedEmbedder.TOOLKIT_BF16);
    }
    if (System.getProperty("os.arch").equals("amd64")) {
      embedders.add(BenchmarkedEmbedder.TOOLKIT_INT8);
    }
    return embedders;
  }

  /** The medians of some runs. */
  private static Map<String, Double> medians(List<BenchmarkedEmbedder> embedders)
      throws IOException, InterruptedException {
    List<Map<String, Double>> runs = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      runs.add(measure(embedders));
    }
    Map<String, Double> medians = new TreeMap<>();
    for (String name : runs.get(0).keySet()) {
      medians.put(name, runs.stream().map(run -> run.get(name)).sorted().toList().get(TRIES / 2));
    }
    return medians;
  }

  private static Map<String, Double> measure(List<BenchmarkedEmbedder> embedders)
      throws IOException, InterruptedException {
    // One thread, so that none waits for another; the compiler that is done soon.
    List<String> options = List.of("-Dnlptoolkit.threads=1", "-XX:TieredStopAtLevel=1");
    String[] names = embedders.stream().map(Enum::name).toArray(String[]::new);
    return new Gson()
        .fromJson(
            FreshJvm.run(options, HotPath.class, names).line(),
            new TypeToken<Map<String, Double>>() {});
  }

  private static Stream<String> worse(
      GuardBaseline baseline, String kind, Map<String, Double> ratios) {
    return ratios.entrySet().stream()
        .filter(
            each ->
                baseline.isWorse(kind, each.getKey(), each.getValue(), tolerance(each.getKey())))
        .map(Map.Entry::getKey);
  }

  private static double tolerance(String name) {
    return name.contains("short") ? TOLERANCE_OF_SHORT : TOLERANCE;
  }

  private static String line(GuardBaseline baseline, String kind, String name, double ratio) {
    return baseline
        .ratio(kind, name)
        .map(
            before ->
                String.format(
                    Locale.ROOT,
                    "%s: %.3f, %+.0f %% of the baseline's %.3f",
                    name,
                    ratio,
                    100 * (ratio / before - 1),
                    before))
        .orElseGet(
            () -> String.format(Locale.ROOT, "%s: %.3f, no baseline for this CPU", name, ratio));
  }
}
