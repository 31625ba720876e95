package io.github.nlptoolkit.benchmarks.report;

import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.FirstEmbedding.Start;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A number to reach.
 *
 * @param name what is measured
 * @param measured what it is
 * @param bound what it should be
 * @param atLeast whether the bound is the least that will do, else it is the most
 * @param format how either is written
 */
record Goal(String name, double measured, double bound, boolean atLeast, String format) {
  private static final String TIMES = "%.2f ×";
  private static final BenchmarkedEmbedder FP32 = BenchmarkedEmbedder.TOOLKIT_FP32;
  private static final BenchmarkedEmbedder BF16 = BenchmarkedEmbedder.TOOLKIT_BF16;
  private static final BenchmarkedEmbedder INT8 = BenchmarkedEmbedder.TOOLKIT_INT8;
  private static final BenchmarkedEmbedder ONNX = BenchmarkedEmbedder.ONNXRUNTIME_FP32;

  /** The goals of the toolkit. */
  static List<Goal> all(Summary summary) {
    List<Goal> goals = new ArrayList<>();
    goals.add(atLeast("throughput, fp32", summary.throughputRatio(FP32), 1.6, TIMES));
    goals.add(atLeast("throughput, bf16", summary.throughputRatio(BF16), 2.8, TIMES));
    goals.add(
        atLeast(
            "throughput, fp32, to ONNX Runtime fp32 batched",
            summary.throughputRatio(FP32, ONNX),
            1.2,
            TIMES));
    goals.add(
        atLeast(
            "throughput, bf16, to ONNX Runtime fp32 batched",
            summary.throughputRatio(BF16, ONNX),
            2.3,
            TIMES));
    goals.add(
        atLeast(
            "throughput, int8, to ONNX Runtime int8 batched",
            summary.throughputRatio(INT8, BenchmarkedEmbedder.ONNXRUNTIME_INT8),
            1.2,
            TIMES));
    goals.add(share(summary, FP32, Precision.FLOAT32, 85));
    goals.add(share(summary, BF16, Precision.BFLOAT16, 75));
    goals.add(share(summary, INT8, Precision.INT8, 65));
    List<BenchmarkedEmbedder> singles =
        summary.embeddersOfSingleTexts().stream().filter(BenchmarkedEmbedder::isToolkit).toList();
    for (int tokens : new int[] {7, 30}) {
      String text = " of " + tokens + " tokens, ";
      double best = least(summary, tokens, singles);
      List<BenchmarkedEmbedder> inFp32 =
          singles.stream().filter(each -> each.precision().equals(FP32.precision())).toList();
      double bestFp32 = least(summary, tokens, inFp32);
      goals.add(atMost("p50" + text + "fp32, the better way", bestFp32, 0.75, TIMES));
      goals.add(atMost("p50" + text + "the best precision and way", best, 0.5, TIMES));
      for (BenchmarkedEmbedder embedder : singles) {
        double tail = summary.p99(tokens, embedder) / summary.p50(tokens, embedder);
        goals.add(atMost("p99 to p50" + text + embedder.label(), tail, 2, TIMES));
      }
    }
    for (BenchmarkedEmbedder embedder : List.of(FP32, BF16)) {
      goals.add(
          atMost(
              "load beyond the engine's start, " + embedder.precision(),
              summary.load(embedder, Start::loadMillis),
              150,
              "%.0f ms"));
      goals.add(
          atMost(
              "fresh JVM to first embedding, " + embedder.precision(),
              summary.startRatio(embedder),
              0.7,
              TIMES));
    }
    return goals;
  }

  /** The shortest wait for a text beside langchain4j's. */
  private static double least(Summary summary, int tokens, List<BenchmarkedEmbedder> embedders) {
    return embedders.stream()
        .mapToDouble(each -> summary.latencyRatio(tokens, each))
        .min()
        .orElseThrow();
  }

  private static Goal share(
      Summary summary, BenchmarkedEmbedder embedder, Precision precision, double percent) {
    return atLeast(
        "share of the peak, " + embedder.precision(),
        100 * summary.shareOfPeak(embedder, precision),
        percent,
        "%.0f %%");
  }

  private static Goal atLeast(String name, double measured, double bound, String format) {
    return new Goal(name, measured, bound, true, format);
  }

  private static Goal atMost(String name, double measured, double bound, String format) {
    return new Goal(name, measured, bound, false, format);
  }

  /** Whether it is reached. */
  boolean reached() {
    return atLeast ? measured >= bound : measured <= bound;
  }

  /** The measured number as it is written. */
  String measuredText() {
    return String.format(Locale.ROOT, format, measured);
  }

  /** The bound as it is written. */
  String boundText() {
    return (atLeast ? "≥ " : "≤ ") + String.format(Locale.ROOT, format, bound);
  }
}
