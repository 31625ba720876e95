package io.github.nlptoolkit.benchmarks.sequence;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.crf.train.CrfDataset;
import io.github.nlptoolkit.sequence.crf.train.CrfTrainer;
import io.github.nlptoolkit.sequence.crf.train.Lbfgs;
import io.github.nlptoolkit.sequence.crf.train.TrainingResult;
import io.github.nlptoolkit.sequence.scheme.ChunkScores;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Trains a CRF and tags with it; prints a line of JSON, as {@code peers/crfsuite.py} does. */
public final class CrfCommand {

  /** What the command takes. */
  public static final String USAGE =
      """
      crf attributes SENTENCES FILE
          Writes label and attributes of each token of a column or CoNLL-U file.
      crf train TRAIN DEV [--threads N] [--iterations N] [--c1 X] [--c2 X]
          Trains with L-BFGS on such a file and tags the other on one thread.
      """;

  private static final int TAG_ROUNDS = 8;

  private CrfCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments as {@link #USAGE} says
   * @param out where the result goes
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if the arguments are others
   */
  public static void run(List<String> arguments, PrintStream out) throws IOException {
    if (arguments.size() == 3 && arguments.get(0).equals("attributes")) {
      AttributeFile.write(Path.of(arguments.get(1)), Path.of(arguments.get(2)));
    } else if (arguments.size() >= 3 && arguments.get(0).equals("train")) {
      Map<String, Double> options = new HashMap<>();
      for (int i = 3; i + 1 < arguments.size(); i += 2) {
        options.put(arguments.get(i), Double.parseDouble(arguments.get(i + 1)));
      }
      out.println(train(Path.of(arguments.get(1)), Path.of(arguments.get(2)), options));
    } else {
      throw new IllegalArgumentException(USAGE);
    }
  }

  private static JsonObject train(Path train, Path dev, Map<String, Double> options)
      throws IOException {
    JsonObject result = new JsonObject();
    CrfDataset.Builder builder = CrfDataset.builder();
    AttributeFile.read(train, builder::add);
    CrfDataset data = builder.build();
    int threads = options.getOrDefault("--threads", 1.0).intValue();
    Lbfgs lbfgs =
        Lbfgs.builder()
            .c1(options.getOrDefault("--c1", 0.0))
            .c2(options.getOrDefault("--c2", 1.0))
            .maxIterations(
                options.getOrDefault("--iterations", (double) Integer.MAX_VALUE).intValue())
            .build();
    long start = System.nanoTime();
    Duration cpu = cpu();
    TrainingResult trained = CrfTrainer.builder(lbfgs).threads(threads).build().train(data);
    result.addProperty("train_s", seconds(start));
    result.addProperty("train_cpu_s", cpu().minus(cpu).toMillis() / 1e3);
    result.addProperty("threads", threads);
    result.addProperty("iterations", trained.iterations());
    result.addProperty("loss", trained.objective());
    result.addProperty("features", trained.features());
    result.addProperty("peak_rss_mb", peakMegabytes());
    Path file = Files.createTempFile("crf", ".model");
    try {
      trained.model().save(file);
      result.addProperty("model_bytes", Files.size(file));
      long load = System.nanoTime();
      CrfModel model = CrfModel.load(file);
      result.addProperty("load_s", seconds(load));
      tag(model, dev, result);
    } finally {
      Files.delete(file);
    }
    return result;
  }

  /** Tags several times, each time from new strings: the first rounds also warm up. */
  private static void tag(CrfModel model, Path dev, JsonObject result) throws IOException {
    double best = 0;
    for (int round = 0; round < TAG_ROUNDS; round++) {
      List<AttributeSequence> sentences = new ArrayList<>();
      List<List<String>> gold = new ArrayList<>();
      AttributeFile.read(
          dev,
          (attributes, labels) -> {
            sentences.add(attributes);
            gold.add(labels);
          });
      List<List<String>> tags = new ArrayList<>(sentences.size());
      int tokens = sentences.stream().mapToInt(AttributeSequence::length).sum();
      long start = System.nanoTime();
      for (AttributeSequence sentence : sentences) {
        tags.add(model.tag(sentence));
      }
      double speed = tokens / seconds(start);
      if (round == 0) {
        result.addProperty("tag_tokens_per_s_first", Math.round(speed));
      }
      best = Math.max(best, speed);
      result.addProperty("tag_tokens_per_s_best", Math.round(best));
      result.addProperty("token_accuracy", ChunkScores.tokenAccuracy(gold, tags));
      result.addProperty("chunk_f1", ChunkScores.lenient(gold, tags).micro().f1());
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The most memory the process had, where the system tells it; else -1. */
  private static double peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return -1;
  }
}
