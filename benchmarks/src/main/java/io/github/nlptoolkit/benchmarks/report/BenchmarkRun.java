package io.github.nlptoolkit.benchmarks.report;

import io.github.nlptoolkit.benchmarks.embed.Agreement;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkTexts;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.EmbedLatencyBenchmark;
import io.github.nlptoolkit.benchmarks.embed.EmbedThroughputBenchmark;
import io.github.nlptoolkit.benchmarks.embed.FirstEmbedding;
import io.github.nlptoolkit.benchmarks.roofline.EncoderOperations;
import io.github.nlptoolkit.benchmarks.roofline.RooflineBenchmark;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of a plan, each in JVMs of its own, and collects what they measured. */
final class BenchmarkRun {
  private final Plan plan;
  private final Optional<String> python;
  private final PrintStream log;
  private final List<Double> otherWork = new ArrayList<>();
  private final List<Results.Throughput> throughputs = new ArrayList<>();
  private final List<Results.Latency> latencies = new ArrayList<>();
  private final List<Results.Product> products = new ArrayList<>();
  private final List<Results.Script> scripts = new ArrayList<>();

  BenchmarkRun(Plan plan, Optional<String> python, PrintStream log) {
    this.plan = plan;
    this.python = python;
    this.log = log;
  }

  /** Runs all of it. */
  Results run(MachineFacts machine) throws IOException, InterruptedException, RunnerException {
    Results.Workload workload = workload();
    log.println("comparing answers");
    List<Agreement.Row> agreement = Agreement.measure();
    log.println("starting fresh JVMs");
    List<Results.Started> starts = starts(BenchmarkedEmbedder.available(), false);
    List<Results.Started> loads =
        starts(
            List.of(
                BenchmarkedEmbedder.TOOLKIT_FP32,
                BenchmarkedEmbedder.TOOLKIT_BF16,
                BenchmarkedEmbedder.TOOLKIT_INT8),
            true);
    for (int round = 0; round < plan.rounds(); round++) {
      log.println("round " + (round + 1) + " of " + plan.rounds());
      otherWork.add(OtherWork.share());
      // Side by side, because one is given as a share of the other.
      throughput(round);
      scripts(round);
      products(round);
      latency(round);
    }
    return new Results(
        machine,
        otherWork,
        workload,
        agreement,
        throughputs,
        scripts,
        latencies,
        products,
        starts,
        loads);
  }

  private static Results.Workload workload() throws IOException {
    Path folder = Models.standard().resolve(Models.DEFAULT);
    EncoderOperations encoder = EncoderOperations.read(folder);
    long tokens = 0;
    long operations = 0;
    try (Tokenizer tokenizer =
        Tokenizer.load(folder.resolve("tokenizer.json"), TokenizerOptions.unlimited())) {
      for (TokenIds ids : tokenizer.ids(BenchmarkTexts.sentences())) {
        tokens += ids.size();
        operations += encoder.ofText(ids.size());
      }
    }
    return new Results.Workload(
        BenchmarkTexts.SENTENCES, tokens, operations, encoder.linearsOfToken());
  }

  /** Takes turns, after one start of each that reads the files into the system's memory. */
  private List<Results.Started> starts(List<BenchmarkedEmbedder> embedders, boolean engineFirst)
      throws IOException, InterruptedException {
    List<Results.Started> starts = new ArrayList<>();
    for (int i = -1; i < plan.starts(); i++) {
      for (BenchmarkedEmbedder embedder : embedders) {
        FirstEmbedding.Start start = FirstEmbedding.measure(embedder, engineFirst);
        if (i >= 0) {
          starts.add(new Results.Started(embedder, start));
        }
      }
    }
    return starts;
  }

  private void throughput(int round) throws RunnerException {
    ChainedOptionsBuilder options =
        options(EmbedThroughputBenchmark.class, plan.throughput())
            .param("embedder", names(BenchmarkedEmbedder.available()));
    for (RunResult result : new Runner(options.build()).run()) {
      throughputs.add(
          new Results.Throughput(round, embedder(result), result.getPrimaryResult().getScore()));
    }
  }

  private void latency(int round) throws RunnerException {
    ChainedOptionsBuilder options =
        options(EmbedLatencyBenchmark.class, plan.latency())
            .param("embedder", names(BenchmarkedEmbedder.ofSingleTexts()));
    for (RunResult result : new Runner(options.build()).run()) {
      latencies.add(
          new Results.Latency(
              round,
              Integer.parseInt(result.getParams().getParam("tokens")),
              embedder(result),
              result.getPrimaryResult().getStatistics().getPercentile(50),
              result.getPrimaryResult().getStatistics().getPercentile(99)));
    }
  }

  private static String[] names(List<BenchmarkedEmbedder> embedders) {
    return embedders.stream().map(Enum::name).toArray(String[]::new);
  }

  private void scripts(int round) throws IOException, InterruptedException {
    if (python.isPresent()) {
      Path model = Models.standard().resolve(Models.DEFAULT);
      int threads = Runtime.getRuntime().availableProcessors();
      for (ScriptPeers.Speed speed : ScriptPeers.measure(python.get(), model, threads)) {
        scripts.add(new Results.Script(round, speed));
      }
    }
  }

  private void products(int round) throws RunnerException {
    List<String> shapes = round == 0 ? plan.firstShapes() : plan.laterShapes();
    ChainedOptionsBuilder options =
        options(RooflineBenchmark.class, plan.products())
            .param("shape", shapes.toArray(String[]::new));
    for (RunResult result : new Runner(options.build()).run()) {
      products.add(
          new Results.Product(
              round,
              result.getParams().getParam("shape"),
              Precision.valueOf(result.getParams().getParam("precision")),
              Objects.requireNonNull(result.getSecondaryResults().get("giga"), "giga").getScore()));
    }
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark, Plan.Iterations iterations) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
        .shouldFailOnError(true)
        .warmupTime(iterations.warmup())
        .measurementIterations(iterations.count())
        .measurementTime(iterations.time());
  }

  private static BenchmarkedEmbedder embedder(RunResult result) {
    return BenchmarkedEmbedder.valueOf(result.getParams().getParam("embedder"));
  }
}
