package io.github.nlptoolkit.engine.tensor;

import java.util.Arrays;

/**
 * Numbers that came out of a program or go into one: 32-bit floats in row-major order. Not
 * thread-safe: the array is handed over, not copied, and belongs to whoever received it.
 */
public final class FloatTensor {
  private final float[] values;
  private final long[] shape;

  /**
   * Wraps an array.
   *
   * @param values the numbers, row-major; not copied
   * @param shape the size of each dimension
   * @throws IllegalArgumentException if a size is negative, or the shape does not have as many
   *     elements as there are values
   */
  public FloatTensor(float[] values, long... shape) {
    if (count(shape) != values.length) {
      throw new IllegalArgumentException(
          "the shape "
              + Arrays.toString(shape)
              + " has "
              + count(shape)
              + " elements, but there are "
              + values.length
              + " values");
    }
    this.values = values;
    this.shape = shape.clone();
  }

  private static long count(long[] shape) {
    long count = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "sizes must be at least 0, got the shape " + Arrays.toString(shape));
      }
      count = size == 0 || count == 0 ? 0 : saturated(count, size);
    }
    return count;
  }

  private static long saturated(long count, long size) {
    return count > Long.MAX_VALUE / size ? Long.MAX_VALUE : count * size;
  }

  /**
   * The numbers.
   *
   * @return the array itself, row-major
   */
  public float[] values() {
    return values;
  }

  /**
   * The size of each dimension.
   *
   * @return a copy
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * The size of one dimension.
   *
   * @param dimension its index, from 0
   * @return its size
   */
  public int size(int dimension) {
    return Math.toIntExact(shape[dimension]);
  }

  @Override
  public String toString() {
    return "FloatTensor" + Arrays.toString(shape);
  }
}
