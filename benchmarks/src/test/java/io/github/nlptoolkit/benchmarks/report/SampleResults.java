package io.github.nlptoolkit.benchmarks.report;

import io.github.nlptoolkit.benchmarks.embed.Agreement;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.FirstEmbedding.Start;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.ArrayList;
import java.util.List;

/** Results of a run with three rounds, in the second of which all was twice as slow. */
final class SampleResults {
  private static final double[] SPEED_OF_ROUND = {1, 0.5, 1.1};

  private final List<Results.Throughput> throughputs = new ArrayList<>();
  private final List<Results.Script> scripts = new ArrayList<>();
  private final List<Results.Latency> latencies = new ArrayList<>();
  private final List<Results.Product> products = new ArrayList<>();
  private final List<Results.Started> starts = new ArrayList<>();
  private final List<Results.Started> loads = new ArrayList<>();
  private final List<Agreement.Row> agreement = new ArrayList<>();

  private SampleResults() {
    for (BenchmarkedEmbedder embedder : BenchmarkedEmbedder.values()) {
      agreement.add(new Agreement.Row(embedder, 0.9999999, 0.99999));
      for (int round = 0; round < SPEED_OF_ROUND.length; round++) {
        measure(embedder, round, SPEED_OF_ROUND[round] * sentences(embedder));
      }
    }
    for (int round = 0; round < SPEED_OF_ROUND.length; round++) {
      double script = SPEED_OF_ROUND[round] * 140;
      scripts.add(new Results.Script(round, new ScriptPeers.Speed("a script, fp32", script, 0.5)));
      multiply(round, Precision.FLOAT32, SPEED_OF_ROUND[round] * 200);
      multiply(round, Precision.BFLOAT16, SPEED_OF_ROUND[round] * 500);
      multiply(round, Precision.INT8, SPEED_OF_ROUND[round] * 900);
    }
  }

  private static double sentences(BenchmarkedEmbedder embedder) {
    return switch (embedder) {
      case TOOLKIT_FP32 -> 240;
      case TOOLKIT_BF16 -> 400;
      case TOOLKIT_INT8 -> 600;
      case ONNXRUNTIME_FP32 -> 200;
      case ONNXRUNTIME_INT8 -> 500;
      case LANGCHAIN4J_FP32 -> 150;
      case LANGCHAIN4J_INT8 -> 250;
      case DJL_FP32 -> 100;
      case TOOLKIT_LOW_LATENCY_FP32 -> 480;
      case TOOLKIT_LOW_LATENCY_BF16 -> 800;
    };
  }

  private void measure(BenchmarkedEmbedder embedder, int round, double sentences) {
    throughputs.add(new Results.Throughput(round, embedder, sentences));
    for (int tokens : new int[] {7, 30}) {
      double millis = 30. * tokens / sentences;
      latencies.add(new Results.Latency(round, tokens, embedder, millis, 2 * millis));
    }
    starts.add(new Results.Started(embedder, new Start(120_000 / sentences, 0, 900, 20)));
    loads.add(new Results.Started(embedder, new Start(0, 700, 130 + round, 20)));
  }

  private void multiply(int round, Precision precision, double peak) {
    products.add(new Results.Product(round, "2048x384x384", precision, 0.8 * peak));
    products.add(new Results.Product(round, "2048x2048x2048", precision, peak));
  }

  static Results results(double otherWork) {
    SampleResults sample = new SampleResults();
    return new Results(
        new MachineFacts(
            "A CPU",
            List.of("avx2", "avx512_bf16"),
            2,
            2,
            "Linux 6",
            "A JVM 17",
            "DJL 1",
            "nothing set",
            "abc",
            "2026-01-02",
            false),
        List.of(0.01, -1.0, otherWork),
        new Results.Workload(512, 512 * 30, 512L * 600_000_000, 21_000_000),
        sample.agreement,
        sample.throughputs,
        sample.scripts,
        sample.latencies,
        sample.products,
        sample.starts,
        sample.loads);
  }
}
