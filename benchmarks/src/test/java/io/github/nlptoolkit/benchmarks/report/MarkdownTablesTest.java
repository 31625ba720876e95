package io.github.nlptoolkit.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTablesTest {
  private final Results results = SampleResults.results(0);

  @Test
  void takesRatiosWithinRounds() {
    Summary summary = new Summary(results);
    assertThat(summary.throughputRatio(BenchmarkedEmbedder.TOOLKIT_FP32))
        .isEqualTo(1.6, within(1e-12));
    // 240 sentences of 0.6 GFLOP beside 200 GFLOP/s, in fast rounds and in slow ones.
    assertThat(summary.shareOfPeak(BenchmarkedEmbedder.TOOLKIT_FP32, Precision.FLOAT32))
        .isEqualTo(0.72, within(1e-12));
    assertThat(summary.latencyRatio(30, BenchmarkedEmbedder.TOOLKIT_BF16))
        .isEqualTo(150. / 400, within(1e-12));
    assertThat(summary.startRatio(BenchmarkedEmbedder.TOOLKIT_BF16))
        .isEqualTo(150. / 400, within(1e-12));
  }

  @Test
  void takesTheMiddleOfTheRounds() {
    Summary summary = new Summary(results);
    assertThat(Samples.median(summary.throughputs(BenchmarkedEmbedder.TOOLKIT_FP32)))
        .isEqualTo(240);
    assertThat(summary.peak(Precision.BFLOAT16)).isEqualTo(500);
  }

  @Test
  void writesTables() {
    assertThat(MarkdownTables.of(results))
        .contains("Measured on 2026-01-02 at commit `abc` on A CPU, 2 cores (avx2, avx512_bf16)")
        .contains("| throughput, fp32 | 1.60 × | ≥ 1.60 × | reached |")
        .contains("| throughput, bf16 | 2.67 × | ≥ 2.80 × | missed |")
        .contains("| share of the peak, fp32 | 72 % | ≥ 85 % | missed |")
        .contains("| load beyond the engine's start, fp32 | 131 ms | ≤ 150 ms | reached |")
        .contains("| NLP toolkit, fp32 | 240 | 120 – 264 | 1.60 | 1.20 | 144 | 72 % |")
        .contains("| a script, fp32 | 140 | 70 – 154 | 0.93 | 0.70 |  |  |")
        .contains("| a script, fp32 | 0.5000000 |  |")
        .contains("| NLP toolkit, low latency, bf16 | 30 | 1.13 | 2.25 | 0.19 |")
        .contains("| p50 of 7 tokens, the best precision and way | 0.19 × | ≤ 0.50 × | reached |")
        .contains("| langchain4j, fp32 | 30 | 6.00 | 12.00 | 1.00 |")
        .contains("| 2048 × 2048 × 2048 | 200 | 500 | 900 |")
        .contains("Other work on the CPU before the rounds: 1 %, unknown, 0 %.")
        .doesNotContain("quick")
        .doesNotContain("not quiet");
  }

  @Test
  void saysThatTheMachineWasBusy() {
    assertThat(MarkdownTables.of(SampleResults.results(0.3)))
        .contains("1 %, unknown, 30 %.")
        .contains("**The machine was not quiet");
  }

  @Test
  void keepsResultsInAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("results.json");
    results.write(file);
    assertThat(Results.read(file)).isEqualTo(results);
    Files.write(file, List.of("{"));
    assertThatThrownBy(() -> Results.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not hold the results of a run");
  }

  @Test
  void writesTheTablesOfAnEarlierRun(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("results.json");
    results.write(file);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportCommand.tables(
        List.of("--results", file.toString()), new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(MarkdownTables.of(results));
  }

  @Test
  void refusesUnknownOptions() {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ReportCommand.tables(List.of("--fast"), nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown option \"--fast\"");
    assertThatThrownBy(() -> ReportCommand.tables(List.of("--into"), nowhere))
        .hasMessage("--into needs a value");
  }
}
