package io.github.nlptoolkit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.EmbedLatencyBenchmark;
import io.github.nlptoolkit.benchmarks.embed.EmbedThroughputBenchmark;
import io.github.nlptoolkit.benchmarks.embed.FirstEmbedding;
import io.github.nlptoolkit.benchmarks.roofline.RooflineBenchmark;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark once, with each embedder, and so also each check of answers. */
class BenchmarksSmokeTest {

  private static ChainedOptionsBuilder once(Class<?> benchmark, Mode mode) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
        .mode(mode)
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static String[] names() {
    return BenchmarkedEmbedder.available().stream().map(Enum::name).toArray(String[]::new);
  }

  @Test
  void embedsSentencesWithEachEmbedder() throws RunnerException {
    String[] all = names();
    ChainedOptionsBuilder options =
        once(EmbedThroughputBenchmark.class, Mode.SingleShotTime).param("embedder", all);
    assertThat(new Runner(options.build()).run()).hasSize(all.length);
  }

  @Test
  void embedsOneTextOfEachLengthWithEachEmbedder() throws RunnerException {
    String[] all = names();
    ChainedOptionsBuilder options =
        once(EmbedLatencyBenchmark.class, Mode.SingleShotTime).param("embedder", all);
    assertThat(new Runner(options.build()).run()).hasSize(2 * all.length);
  }

  @Test
  void multipliesInEachPrecision() throws RunnerException {
    // JMH counts operations only where it divides by the time.
    ChainedOptionsBuilder options =
        once(RooflineBenchmark.class, Mode.Throughput)
            .measurementTime(TimeValue.milliseconds(1))
            .param("shape", "16x384x1536", "37x48x80");
    Collection<RunResult> results = new Runner(options.build()).run();
    assertThat(results).hasSize(2 * 3);
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(
                        Objects.requireNonNull(result.getSecondaryResults().get("giga")).getScore())
                    .isPositive());
  }

  @Test
  void startsAFreshJvm() throws IOException, InterruptedException {
    FirstEmbedding.Start start = FirstEmbedding.measure(BenchmarkedEmbedder.TOOLKIT_FP32, true);
    assertThat(start.engineMillis()).isPositive();
    assertThat(start.loadMillis()).isPositive();
    assertThat(start.embedMillis()).isPositive();
    assertThat(start.totalMillis())
        .isGreaterThan(start.engineMillis() + start.loadMillis() + start.embedMillis());
  }
}
