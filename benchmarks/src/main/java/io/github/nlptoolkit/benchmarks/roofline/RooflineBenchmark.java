package io.github.nlptoolkit.benchmarks.roofline;

import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * The matrix products of the machine, through the same engine and the same operator as the
 * encoders': linear layers of all-MiniLM-L6-v2's shapes over many tokens, and a large square one;
 * on every lane at once, each on one core. The greatest of them is the peak that throughput is a
 * share of.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dai.djl.offline=true")
@Warmup(iterations = 1, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up first.
public class RooflineBenchmark {
  /**
   * So much of a lane at a call that entering the engine and waiting for the slowest lane do not
   * count.
   */
  private static final long OPERATIONS_OF_CALL = 8_000_000_000L;

  /** What the products are computed in. */
  @Param({"FLOAT32", "BFLOAT16", "INT8"})
  public Precision precision;

  /** Tokens, input width, output width. */
  @Param({
    "1024x384x384",
    "1024x384x1152",
    "1024x384x1536",
    "1024x1536x384",
    "2048x384x384",
    "2048x384x1152",
    "2048x384x1536",
    "2048x1536x384",
    "2048x2048x2048"
  })
  public String shape;

  private MatrixProduct product;

  /** Operations that were done. JMH divides them by the time. */
  @State(Scope.Thread)
  @AuxCounters
  public static class Operations {
    /** Thousands of millions of floating-point operations. */
    public double giga;
  }

  /** Packs the weights and checks the products. */
  @Setup(Level.Trial)
  public void open() {
    product = MatrixProduct.open(GemmShape.parse(shape), precision, OPERATIONS_OF_CALL);
  }

  /** Frees the weights. */
  @TearDown(Level.Trial)
  public void close() {
    product.close();
  }

  /**
   * Multiplies on all lanes.
   *
   * @param operations counts what was done
   * @return a number for each lane that depends on all products
   */
  @Benchmark
  public List<List<FloatTensor>> multiply(Operations operations) {
    operations.giga += product.operations() / 1e9;
    return product.multiply();
  }
}
