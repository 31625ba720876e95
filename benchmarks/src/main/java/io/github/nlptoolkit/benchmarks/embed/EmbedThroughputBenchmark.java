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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Sentences embedded in a second, when one caller gives 512 of them at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dai.djl.offline=true")
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 2, time = 5)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up first.
public class EmbedThroughputBenchmark {
  /** Whose call it is. */
  @Param public BenchmarkedEmbedder embedder;

  private OpenEmbedder open;
  private EmbedCall call;

  /**
   * Loads the embedder and checks its answers.
   *
   * @throws IOException if it cannot be loaded
   */
  @Setup(Level.Trial)
  public void open() throws IOException {
    List<String> sentences = BenchmarkTexts.sentences();
    open = embedder.open();
    call = open.call(sentences);
    AnswerCheck.require(
        embedder.label(), call.vectors(), RecordedVectors.ofSentences(), embedder.minCosine());
  }

  /** Frees it. */
  @TearDown(Level.Trial)
  public void close() {
    open.close();
  }

  /**
   * Embeds all sentences.
   *
   * @return their vectors
   */
  @Benchmark
  @OperationsPerInvocation(BenchmarkTexts.SENTENCES)
  public Object embedSentences() {
    return call.run();
  }
}
