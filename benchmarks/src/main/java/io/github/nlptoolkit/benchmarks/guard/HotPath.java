package io.github.nlptoolkit.benchmarks.guard;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.embed.AnswerCheck;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkTexts;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.EmbedCall;
import io.github.nlptoolkit.benchmarks.embed.OpenEmbedder;
import io.github.nlptoolkit.benchmarks.embed.RecordedVectors;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.report.Samples;
import io.github.nlptoolkit.benchmarks.roofline.GemmShape;
import io.github.nlptoolkit.benchmarks.roofline.MatrixProduct;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hot path beside plain matrix products in the same precision, in one JVM with one thread:
 * products, some sentences, products, a short text some times, and again. A ratio is the time of a
 * product over that of the embedding next to it, and the median of the ratios counts, so that the
 * speed of the machine and what else it does cancel out.
 */
final class HotPath {
  /** How much time each embedder is measured for. */
  private static final long NANOS = 6_000_000_000L;

  private static final long WARMUP_NANOS = 1_000_000_000L;
  private static final int MIN_ROUNDS = 7;
  private static final int SENTENCES = 32;
  private static final int TOKENS = 7;
  private static final int CALLS = 24;
  private static final GemmShape SHAPE = new GemmShape(1024, 384, 1536);
  private static final long OPERATIONS = 8_000_000_000L;

  private HotPath() {}

  /**
   * Measures and prints the ratios by name.
   *
   * @param arguments names of embedders
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, Double> ratios = new TreeMap<>();
    for (String name : arguments) {
      BenchmarkedEmbedder embedder = BenchmarkedEmbedder.valueOf(name);
      Precision precision =
          switch (embedder.precision()) {
            case "fp32" -> Precision.FLOAT32;
            case "bf16" -> Precision.BFLOAT16;
            default -> Precision.INT8;
          };
      try (OpenEmbedder open = embedder.open();
          MatrixProduct product = MatrixProduct.open(SHAPE, precision, OPERATIONS)) {
        measure(embedder, open, product, ratios);
      }
    }
    FreshJvm.answer(new Gson().toJson(ratios));
  }

  private static void measure(
      BenchmarkedEmbedder embedder,
      OpenEmbedder open,
      MatrixProduct product,
      Map<String, Double> ratios) {
    EmbedCall sentences = open.call(BenchmarkTexts.sentences().subList(0, SENTENCES));
    EmbedCall text = open.call(BenchmarkTexts.ofTokens(TOKENS));
    AnswerCheck.require(
        embedder.label(),
        sentences.vectors(),
        RecordedVectors.ofSentences().subList(0, SENTENCES),
        embedder.minCosine());
    Runnable products = product::multiply;
    Runnable many = sentences::run;
    Runnable few =
        () -> {
          for (int i = 0; i < CALLS; i++) {
            text.run();
          }
        };
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARMUP_NANOS) {
      products.run();
      many.run();
      few.run();
    }
    List<Double> ofMany = new ArrayList<>();
    List<Double> ofFew = new ArrayList<>();
    start = System.nanoTime();
    double before = nanos(products);
    while (ofMany.size() < MIN_ROUNDS || System.nanoTime() - start < NANOS) {
      double manyNanos = nanos(many);
      double between = nanos(products);
      double fewNanos = nanos(few);
      double after = nanos(products);
      ofMany.add((before + between) / 2 / manyNanos);
      ofFew.add((between + after) / 2 / fewNanos);
      before = after;
    }
    ratios.put(embedder.precision() + ", 32 sentences", median(ofMany));
    ratios.put(embedder.precision() + ", 24 short texts one by one", median(ofFew));
  }

  private static double nanos(Runnable work) {
    long start = CpuClock.nanos();
    work.run();
    return CpuClock.nanos() - (double) start;
  }

  private static double median(List<Double> values) {
    return Samples.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
