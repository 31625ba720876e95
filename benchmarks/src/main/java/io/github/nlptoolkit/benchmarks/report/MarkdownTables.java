package io.github.nlptoolkit.benchmarks.report;

import io.github.nlptoolkit.benchmarks.embed.Agreement;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.FirstEmbedding.Start;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the results of a run as the tables of {@code docs/benchmarks.md}. */
final class MarkdownTables {
  /** The share of the CPU that others may use in a run whose numbers count. */
  private static final double QUIET = 0.05;

  private final Results results;
  private final Summary summary;
  private final MarkdownText text = new MarkdownText();

  private MarkdownTables(Results results) {
    this.results = results;
    this.summary = new Summary(results);
  }

  /** The tables. */
  static String of(Results results) {
    MarkdownTables tables = new MarkdownTables(results);
    tables.machine();
    tables.goals();
    tables.throughput();
    tables.latency();
    tables.products();
    tables.starts();
    tables.agreement();
    return tables.text.toString();
  }

  private void machine() {
    text.line(
        "%s Other work on the CPU before the rounds: %s.",
        results.machine().described(),
        results.otherWork().stream()
            .map(share -> share < 0 ? "unknown" : number("%.0f %%", 100 * share))
            .collect(Collectors.joining(", ")));
    if (results.otherWork().stream().anyMatch(share -> share > QUIET)) {
      text.line("");
      text.line("**The machine was not quiet: its numbers say little.**");
    }
  }

  private void goals() {
    text.heading("Goals", "measured", "goal", "");
    for (Goal goal : Goal.all(summary)) {
      text.row(
          goal.name(),
          goal.measuredText(),
          goal.boundText(),
          goal.reached() ? "reached" : "missed");
    }
  }

  private void throughput() {
    text.heading(
        "Throughput",
        "sentences/s",
        "from – to",
        "× langchain4j fp32",
        "× ONNX Runtime",
        "GFLOP/s",
        "of the peak");
    for (BenchmarkedEmbedder embedder : summary.embedders()) {
      double[] all = summary.throughputs(embedder);
      text.row(
          embedder.label(),
          number("%.0f", Samples.median(all)),
          number(
              "%.0f – %.0f",
              Arrays.stream(all).min().orElse(0), Arrays.stream(all).max().orElse(0)),
          number("%.2f", summary.throughputRatio(embedder)),
          number("%.2f", summary.throughputRatio(embedder, batchedPeer(embedder))),
          number("%.0f", summary.gigaflops(embedder)),
          share(embedder));
    }
    for (String label : summary.scripts()) {
      double[] all = summary.script(label);
      text.row(
          label,
          number("%.0f", Samples.median(all)),
          number(
              "%.0f – %.0f",
              Arrays.stream(all).min().orElse(0), Arrays.stream(all).max().orElse(0)),
          number("%.2f", summary.scriptRatio(label, BenchmarkedEmbedder.LANGCHAIN4J_FP32)),
          number("%.2f", summary.scriptRatio(label, BenchmarkedEmbedder.ONNXRUNTIME_FP32)),
          "",
          "");
    }
    Results.Workload workload = results.workload();
    text.line("");
    text.line(
        "%d sentences of %.1f tokens and %.0f MFLOP on average; %.2f MFLOP a token in the linear layers.",
        workload.sentences(),
        (double) workload.tokens() / workload.sentences(),
        workload.operations() / 1e6 / workload.sentences(),
        workload.operationsOfToken() / 1e6);
  }

  /** What bytes are compared with is in bytes, too. */
  private static BenchmarkedEmbedder batchedPeer(BenchmarkedEmbedder embedder) {
    return embedder.precision().equals("int8")
        ? BenchmarkedEmbedder.ONNXRUNTIME_INT8
        : BenchmarkedEmbedder.ONNXRUNTIME_FP32;
  }

  private String share(BenchmarkedEmbedder embedder) {
    Precision precision =
        switch (embedder.precision()) {
          case "bf16" -> Precision.BFLOAT16;
          case "int8" -> Precision.INT8;
          default -> Precision.FLOAT32;
        };
    return number("%.0f %%", 100 * summary.shareOfPeak(embedder, precision));
  }

  private void latency() {
    text.heading("Latency of one text", "tokens", "p50, ms", "p99, ms", "p50 × langchain4j fp32");
    for (int tokens : new int[] {7, 30}) {
      for (BenchmarkedEmbedder embedder : summary.embeddersOfSingleTexts()) {
        text.row(
            embedder.label(),
            Integer.toString(tokens),
            number("%.2f", summary.p50(tokens, embedder)),
            number("%.2f", summary.p99(tokens, embedder)),
            number("%.2f", summary.latencyRatio(tokens, embedder)));
      }
    }
  }

  private void products() {
    text.heading(
        "Matrix products (tokens × input × output)",
        "fp32, GFLOP/s",
        "bf16, GFLOP/s",
        "int8, GOP/s");
    List<String> shapes =
        results.products().stream().map(Results.Product::shape).distinct().toList();
    for (String shape : shapes) {
      text.row(
          shape.replace("x", " × "),
          number("%.0f", summary.product(shape, Precision.FLOAT32)),
          number("%.0f", summary.product(shape, Precision.BFLOAT16)),
          number("%.0f", summary.product(shape, Precision.INT8)));
    }
    text.row(
        "the peak: the greatest of a round",
        number("%.0f", summary.peak(Precision.FLOAT32)),
        number("%.0f", summary.peak(Precision.BFLOAT16)),
        number("%.0f", summary.peak(Precision.INT8)));
  }

  private void starts() {
    text.heading(
        "Start of a fresh JVM",
        "to the first embedding, ms",
        "× langchain4j fp32",
        "of which load, ms",
        "and first text, ms",
        "load after the engine's start, ms");
    for (BenchmarkedEmbedder embedder : summary.embedders()) {
      boolean own = results.loads().stream().anyMatch(s -> s.embedder() == embedder);
      text.row(
          embedder.label(),
          number("%.0f", summary.start(embedder, Start::totalMillis)),
          number("%.2f", summary.startRatio(embedder)),
          number("%.0f", summary.start(embedder, Start::loadMillis)),
          number("%.0f", summary.start(embedder, Start::embedMillis)),
          own ? number("%.0f", summary.load(embedder, Start::loadMillis)) : "");
    }
  }

  private void agreement() {
    text.heading("Answers: the least cosine", "to sentence-transformers", "to langchain4j fp32");
    for (Agreement.Row row : results.agreement()) {
      text.row(
          row.embedder().label(),
          number("%.7f", row.recorded()),
          number("%.7f", row.langchain4j()));
    }
    for (String label : summary.scripts()) {
      text.row(label, number("%.7f", summary.scriptCosine(label)), "");
    }
  }

  private static String number(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
