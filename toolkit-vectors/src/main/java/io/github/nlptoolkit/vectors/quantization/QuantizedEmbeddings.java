package io.github.nlptoolkit.vectors.quantization;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Vectors of bytes or bits, made by a {@link Quantizer}. Immutable and thread-safe. */
public final class QuantizedEmbeddings {
  private final Precision precision;
  private final @Nullable QuantizationRanges ranges;
  private final int count;
  private final int dimension;
  private final byte[] codes;

  /** Takes the array without copying it. */
  QuantizedEmbeddings(
      Precision precision,
      @Nullable QuantizationRanges ranges,
      int count,
      int dimension,
      byte[] codes) {
    this.precision = precision;
    this.ranges = ranges;
    this.count = count;
    this.dimension = dimension;
    this.codes = codes;
  }

  /**
   * What values were made into.
   *
   * @return the precision
   */
  public Precision precision() {
    return precision;
  }

  /**
   * How many vectors there are.
   *
   * @return the number
   */
  public int count() {
    return count;
  }

  /**
   * How many values a vector had.
   *
   * @return the number, at least 1; of bits there are an eighth as many bytes, rounded up
   */
  public int dimension() {
    return dimension;
  }

  /**
   * One vector as it is stored.
   *
   * @param row its index
   * @return a copy; the bytes of unsigned precisions are to be read with {@link Byte#toUnsignedInt}
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public byte[] vector(int row) {
    Objects.checkIndex(row, count);
    int width = precision.bytes(dimension);
    return Arrays.copyOfRange(codes, row * width, row * width + width);
  }

  /**
   * One vector as numbers: -128 to 127, or 0 to 255 for unsigned precisions.
   *
   * @param row its index
   * @return the bytes' values
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public int[] values(int row) {
    byte[] bytes = vector(row);
    int[] values = new int[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = precision.isSigned() ? bytes[i] : Byte.toUnsignedInt(bytes[i]);
    }
    return values;
  }

  /**
   * One vector as floats again: the lower ends of its buckets, or 0 and 1 for bits.
   *
   * @param row its index
   * @return {@link #dimension()} values
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float[] restored(int row) {
    Objects.checkIndex(row, count);
    float[] values = new float[dimension];
    for (int k = 0; k < dimension; k++) {
      values[k] = (float) restored(row, k);
    }
    return values;
  }

  /**
   * All vectors as floats again.
   *
   * @return as many vectors of {@link #dimension()} values
   */
  public Embeddings restored() {
    Embeddings.Builder all = Embeddings.builder(count, dimension);
    for (int row = 0; row < count; row++) {
      all.row(row, restored(row), 0, dimension);
    }
    return all.build();
  }

  double restored(int row, int k) {
    QuantizationRanges known = ranges;
    if (known == null) {
      return (rawBits(row, k / 8) >> (7 - k % 8)) & 1;
    }
    int bucket = code(row, k) + (precision.isSigned() ? 128 : 0);
    return bucket * (double) known.step(k) + known.start(k);
  }

  /** The number of a value's bucket as it is stored. */
  int code(int row, int k) {
    byte code = codes[row * dimension + k];
    return precision.isSigned() ? code : Byte.toUnsignedInt(code);
  }

  /** Eight bits, the first of them the highest. */
  int rawBits(int row, int index) {
    int stored = codes[row * precision.bytes(dimension) + index];
    return precision.isSigned() ? stored + 128 : stored & 0xff;
  }

  @Nullable QuantizationRanges ranges() {
    return ranges;
  }
}
