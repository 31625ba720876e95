package io.github.nlptoolkit.benchmarks.embed;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The time that one caller waits for the vector of one text, call after call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Dai.djl.offline=true", "--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 1, time = 4)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up first.
public class EmbedLatencyBenchmark {
  /** The tokens of the text. */
  @Param({"7", "30"})
  public int tokens;

  /** Whose call it is. */
  @Param public BenchmarkedEmbedder embedder;

  private OpenEmbedder open;
  private EmbedCall call;

  /**
   * Loads the embedder and checks its answer.
   *
   * @throws IOException if it cannot be loaded
   */
  @Setup(Level.Trial)
  public void open() throws IOException {
    open = embedder.open();
    call = open.call(BenchmarkTexts.ofTokens(tokens));
    AnswerCheck.require(
        embedder.label(),
        call.vectors(),
        List.of(RecordedVectors.ofTokens(tokens)),
        embedder.minCosine());
  }

  /** Frees it. */
  @TearDown(Level.Trial)
  public void close() {
    open.close();
  }

  /**
   * Embeds the text.
   *
   * @return its vector
   */
  @Benchmark
  public Object embedText() {
    return call.run();
  }
}
