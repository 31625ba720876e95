package io.github.nlptoolkit.benchmarks.scale;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.embed.AnswerCheck;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkTexts;
import io.github.nlptoolkit.benchmarks.embed.RecordedVectors;
import io.github.nlptoolkit.benchmarks.footprint.ResidentMemory;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.report.Samples;
import io.github.nlptoolkit.benchmarks.roofline.EncoderOperations;
import io.github.nlptoolkit.benchmarks.roofline.GemmPeak;
import io.github.nlptoolkit.bert.sentence.EmbeddingListener;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** One model in one precision with one number of threads, in a JVM of its own. */
final class ScaleRun implements AutoCloseable {
  private static final int TOKENS_OF_BATCH_AXIS = 32;
  private static final int LEAST_OF_CORPUS = 8;
  private static final int MOST_OF_CORPUS = 16;
  private static final long PEAK_NANOS = 60_000_000L;

  /** The least share of the greatest peak that a figure may have beside it. */
  private static final double UNDISTURBED = 0.8;

  /**
   * What is to be measured.
   *
   * @param model the model
   * @param folder its folder
   * @param precision what is computed with
   * @param axes what is varied
   * @param quick whether few values, for a short time each
   * @param mostTexts the largest corpus
   */
  record Task(
      ScaleModel model,
      String folder,
      Precision precision,
      List<Axis> axes,
      boolean quick,
      int mostTexts) {}

  private final Task task;
  private final SentenceEmbedder embedder;
  private final EncoderOperations encoder;
  private final ExactTexts texts;
  private final GemmPeak peak;
  private final List<ScaleCell> cells = new ArrayList<>();

  private ScaleRun(Task task) throws IOException {
    this.task = task;
    Path folder = Path.of(task.folder());
    encoder = EncoderOperations.read(folder);
    try (Tokenizer tokenizer =
        Tokenizer.load(folder.resolve("tokenizer.json"), TokenizerOptions.unlimited())) {
      texts = ExactTexts.with(tokenizer);
    }
    embedder = SentenceEmbedder.builder(folder).precision(task.precision()).load();
    peak = GemmPeak.open(task.precision());
  }

  /**
   * Measures and prints the cells.
   *
   * @param arguments the task, as JSON
   */
  public static void main(String[] arguments) throws IOException {
    try (ScaleRun run = new ScaleRun(new Gson().fromJson(arguments[0], Task.class))) {
      run.check();
      for (Axis axis : run.task.axes()) {
        for (int value : axis.values(run.task.quick())) {
          run.measure(axis, value);
        }
      }
      run.again();
      FreshJvm.answer(new Gson().toJson(run.cells));
    }
  }

  private void check() {
    List<String> sentences = BenchmarkTexts.sentences();
    List<float[]> vectors = vectors(embedder.embed(sentences));
    if (task.model() == ScaleModel.MINILM) {
      double least =
          switch (task.precision()) {
            case FLOAT32 -> 0.9999999;
            case BFLOAT16 -> 0.9995;
            default -> 0.98;
          };
      AnswerCheck.require("the toolkit", vectors, RecordedVectors.ofSentences(), least);
      return;
    }
    // Nobody knows the vectors of random weights; those of a list must be those of single texts.
    for (int i = 0; i < sentences.size(); i += sentences.size() / 8) {
      float[] alone = embedder.embed(List.of(sentences.get(i))).vector(0);
      double far = 0;
      double length = 0;
      for (int j = 0; j < alone.length; j++) {
        far += Math.pow(alone[j] - vectors.get(i)[j], 2);
        length += Math.pow(alone[j], 2);
      }
      if (!(length > 0 && far < 1e-3 * length)) {
        throw new IllegalStateException("text " + i + " alone and in a list differ: " + far);
      }
    }
  }

  private static List<float[]> vectors(Embeddings embeddings) {
    return IntStream.range(0, embeddings.count()).mapToObj(embeddings::vector).toList();
  }

  private void measure(Axis axis, int value) throws IOException {
    switch (axis) {
      case LENGTH -> {
        int count = Math.max(1, task.model().tokensOfCall() / value);
        repeat(axis, value, texts.texts(count, value), value);
      }
      case BATCH ->
          repeat(axis, value, texts.texts(value, TOKENS_OF_BATCH_AXIS), TOKENS_OF_BATCH_AXIS);
      case CORPUS -> {
        if (value <= task.mostTexts()) {
          corpus(value);
        }
      }
    }
  }

  /** Measures again, once, what other work on the machine has disturbed: where the peak was low. */
  private void again() throws IOException {
    double greatest = cells.stream().mapToDouble(ScaleCell::peakOfSecond).max().orElse(0);
    List<ScaleCell> disturbed =
        cells.stream()
            .filter(cell -> cell.axis() != Axis.CORPUS)
            .filter(cell -> cell.peakOfSecond() < UNDISTURBED * greatest)
            .toList();
    cells.removeAll(disturbed);
    for (ScaleCell cell : disturbed) {
      measure(cell.axis(), cell.value());
    }
  }

  /** A call again and again, its rate and the peak's taking turns; the medians count. */
  private void repeat(Axis axis, int value, List<String> call, int tokens) throws IOException {
    int rounds = task.quick() ? 1 : 3;
    long nanos = task.quick() ? 150_000_000L : 300_000_000L;
    embedder.embed(task.quick() ? call.subList(0, (call.size() + 3) / 4) : call);
    double[] rates = new double[rounds];
    double[] peaks = new double[rounds + 1];
    peaks[0] = peak.measure(PEAK_NANOS);
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      long taken;
      int calls = 0;
      do {
        embedder.embed(call);
        calls++;
        taken = System.nanoTime() - start;
      } while (taken < nanos);
      rates[round] = calls * call.size() / (taken / 1e9);
      peaks[round + 1] = peak.measure(PEAK_NANOS);
    }
    add(axis, value, Samples.median(rates), (double) encoder.ofText(tokens), Samples.median(peaks));
  }

  /** A stream of texts, once from its beginning to its end. */
  private void corpus(int count) throws IOException {
    double before = peak.measure(PEAK_NANOS);
    Iterator<String> corpus = texts.texts(count, LEAST_OF_CORPUS, MOST_OF_CORPUS);
    long start = System.nanoTime();
    Iterator<Embeddings> vectors = embedder.embed(corpus, EmbeddingListener.none());
    long made = 0;
    while (vectors.hasNext()) {
      made += vectors.next().count();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (made != count) {
      throw new IllegalStateException(count + " texts gave " + made + " vectors");
    }
    double operations = 0;
    for (int tokens = LEAST_OF_CORPUS; tokens <= MOST_OF_CORPUS; tokens++) {
      operations += (double) encoder.ofText(tokens) / (MOST_OF_CORPUS - LEAST_OF_CORPUS + 1);
    }
    double after = peak.measure(PEAK_NANOS);
    add(Axis.CORPUS, count, count / seconds, operations, (before + after) / 2);
  }

  private void add(Axis axis, int value, double rate, double operations, double peakNow)
      throws IOException {
    cells.add(
        new ScaleCell(
            task.model(),
            task.precision(),
            Lanes.shared().width(),
            axis,
            value,
            rate,
            rate * operations,
            peakNow,
            residentBytes()));
  }

  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.isReadable(status) ? ResidentMemory.of(Files.readString(status)).total() : 0;
  }

  @Override
  public void close() {
    peak.close();
    embedder.close();
  }
}
