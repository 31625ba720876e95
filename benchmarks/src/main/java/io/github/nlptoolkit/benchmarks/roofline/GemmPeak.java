package io.github.nlptoolkit.benchmarks.roofline;

import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * The most that the machine's matrix products do in a precision: that of the fastest of some
 * shapes, found once and measured again whenever it is asked for, so that it can stand beside what
 * was measured at the same moment. Not thread-safe.
 */
public final class GemmPeak implements AutoCloseable {
  /** Layers of MiniLM and of BERT-base over many tokens, and a large square product. */
  private static final List<GemmShape> SHAPES =
      List.of(
          new GemmShape(1024, 384, 1536),
          new GemmShape(1024, 1536, 384),
          new GemmShape(1024, 768, 3072),
          new GemmShape(2048, 2048, 2048));

  private static final long OPERATIONS_OF_LANE = 4_000_000_000L;
  private static final long SEARCH_NANOS = 150_000_000L;

  private final MatrixProduct fastest;

  private GemmPeak(MatrixProduct fastest) {
    this.fastest = fastest;
  }

  /**
   * Finds the fastest shape.
   *
   * @param precision what is computed with; any but {@link Precision#AUTO}
   * @return the peak, to be closed
   */
  public static GemmPeak open(Precision precision) {
    List<MatrixProduct> products = new ArrayList<>();
    try {
      double most = 0;
      int best = 0;
      for (GemmShape shape : SHAPES) {
        MatrixProduct product = MatrixProduct.open(shape, precision, OPERATIONS_OF_LANE);
        products.add(product);
        product.multiply();
        double rate = product.measure(SEARCH_NANOS);
        if (rate > most) {
          most = rate;
          best = products.size() - 1;
        }
      }
      return new GemmPeak(products.remove(best));
    } finally {
      products.forEach(MatrixProduct::close);
    }
  }

  /**
   * Measures it.
   *
   * @param nanos for how long at least
   * @return operations in a second
   */
  public double measure(long nanos) {
    return fastest.measure(nanos);
  }

  /**
   * The fastest shape's product, to be run beside something else.
   *
   * @return the product; this closes it
   */
  public MatrixProduct product() {
    return fastest;
  }

  /** Frees the weights. */
  @Override
  public void close() {
    fastest.close();
  }
}
