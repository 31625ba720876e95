package io.github.nlptoolkit.benchmarks.roofline;

import io.github.nlptoolkit.engine.program.Program;
import io.github.nlptoolkit.engine.program.ProgramText;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A linear layer that every lane multiplies with for itself, each on one core, through the engine
 * and the operator of the encoders. Its products are checked when it is opened. Not thread-safe.
 */
public final class MatrixProduct implements AutoCloseable {
  private final Program program;
  private final List<Callable<List<FloatTensor>>> works;
  private final double operations;

  private MatrixProduct(
      Program program, List<Callable<List<FloatTensor>>> works, double operations) {
    this.program = program;
    this.works = works;
    this.operations = operations;
  }

  /**
   * Packs the weights and checks the products.
   *
   * @param shape the layer's shape and its number of tokens
   * @param precision what is computed with; any but {@link Precision#AUTO}
   * @param operationsOfLane how many operations each lane should do in a call, about; at least one
   *     product is made
   * @return the layer, to be closed
   * @throws IllegalStateException if a product is wrong
   */
  public static MatrixProduct open(GemmShape shape, Precision precision, long operationsOfLane) {
    LinearLayer layer = new LinearLayer(shape);
    int workers = Lanes.shared().width();
    Program program =
        Program.load(
            ProgramText.of(
                MatrixProduct.class, List.of("inputs", "layer"), text(precision), "gemm-loop.py"),
            Device.cpu());
    boolean opened = false;
    try {
      Lanes.shared().run(() -> program.run("prepare", layer.arguments(workers, precision)));
      long times = Math.max(1, operationsOfLane / shape.operations());
      List<Callable<List<FloatTensor>>> works = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        Argument worker = new Argument.Int(i);
        Argument repeat = new Argument.Int(times);
        works.add(() -> program.run("multiply", worker, repeat));
        List<FloatTensor> product = Lanes.shared().run(() -> program.run("product", worker));
        layer.check(product.get(0), precision);
      }
      opened = true;
      return new MatrixProduct(program, works, (double) workers * times * shape.operations());
    } finally {
      if (!opened) {
        program.close();
      }
    }
  }

  private static String text(Precision precision) {
    return precision == Precision.INT8 ? "gemm-int8.py" : "gemm.py";
  }

  /**
   * How many operations a call does, on all lanes together.
   *
   * @return the number of operations
   */
  public double operations() {
    return operations;
  }

  /**
   * Multiplies on all lanes.
   *
   * @return a number for each lane that depends on all its products
   */
  public List<List<FloatTensor>> multiply() {
    return Lanes.shared().runAll(works);
  }

  /**
   * Multiplies for a while.
   *
   * @param nanos the least time
   * @return operations in a second
   */
  public double measure(long nanos) {
    long start = System.nanoTime();
    long calls = 0;
    long taken;
    do {
      multiply();
      calls++;
      taken = System.nanoTime() - start;
    } while (taken < nanos);
    return calls * operations / (taken / 1e9);
  }

  /** Frees the weights. */
  @Override
  public void close() {
    program.close();
  }
}
