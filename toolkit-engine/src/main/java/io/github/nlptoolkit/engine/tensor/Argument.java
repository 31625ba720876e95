package io.github.nlptoolkit.engine.tensor;

import io.github.nlptoolkit.engine.checkpoint.TensorView;
import java.util.List;

/**
 * An argument of a program's method, named by the type that the method declares. Immutable if its
 * array is left alone.
 */
public sealed interface Argument {

  /**
   * {@code int}.
   *
   * @param value the number
   */
  record Int(long value) implements Argument {}

  /**
   * {@code float}.
   *
   * @param value the number
   */
  record Decimal(double value) implements Argument {}

  /**
   * {@code bool}.
   *
   * @param value the truth
   */
  record Bool(boolean value) implements Argument {}

  /**
   * {@code str}.
   *
   * @param value the text
   */
  record Str(String value) implements Argument {}

  /** {@code List[int]}. */
  final class Ints implements Argument {
    private final long[] values;

    private Ints(long[] values) {
      this.values = values;
    }

    /**
     * The numbers.
     *
     * @return the array itself
     */
    public long[] values() {
      return values;
    }
  }

  /** {@code List[float]}. */
  final class Decimals implements Argument {
    private final double[] values;

    private Decimals(double[] values) {
      this.values = values;
    }

    /**
     * The numbers.
     *
     * @return the array itself
     */
    public double[] values() {
      return values;
    }
  }

  /**
   * {@code Tensor} of 64-bit integers, one-dimensional. Valid for the call alone: a program that
   * keeps it has to clone it.
   */
  final class Indices implements Argument {
    private final long[] values;

    private Indices(long[] values) {
      this.values = values;
    }

    /**
     * The numbers.
     *
     * @return the array itself
     */
    public long[] values() {
      return values;
    }
  }

  /**
   * {@code Tensor} of floats. Valid for the call alone: a program that keeps it has to clone it.
   *
   * @param value the numbers; copied into native memory
   */
  record Floats(FloatTensor value) implements Argument {}

  /**
   * {@code List[Tensor]} over a checkpoint's mapped memory, without a copy except of bfloat16; the
   * program keeps the memory mapped for as long as it is open.
   *
   * @param views the tensors; of F32, F16, BF16, I8 or U8
   */
  record Weights(List<TensorView> views) implements Argument {
    /** Copies the list. */
    public Weights {
      views = List.copyOf(views);
    }
  }

  /**
   * {@code List[Tensor]} of floats.
   *
   * @param values the tensors; copied into native memory at the call
   */
  record Tensors(List<FloatTensor> values) implements Argument {
    /** Copies the list. */
    public Tensors {
      values = List.copyOf(values);
    }
  }

  /**
   * {@code List[Tensor]} that an earlier call has left in native memory; not copied.
   *
   * @param tensors the tensors; not closed by the call
   */
  record Kept(KeptTensors tensors) implements Argument {}

  /**
   * {@code List[float]}.
   *
   * @param values the numbers; not copied
   * @return the argument
   */
  static Argument decimals(double... values) {
    return new Decimals(values);
  }

  /**
   * {@code List[int]}.
   *
   * @param values the numbers; not copied
   * @return the argument
   */
  static Argument ints(long... values) {
    return new Ints(values);
  }

  /**
   * {@code Tensor} of 64-bit integers, valid for the call alone.
   *
   * @param values the numbers; copied into native memory at the call
   * @return the argument
   */
  static Argument indices(long... values) {
    return new Indices(values);
  }
}
