package io.github.nlptoolkit.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in a mapped file. It costs no heap until {@link #toFloats}; its bytes are read from the
 * disk when they are touched. Immutable and thread-safe.
 */
public final class TensorView {
  private final Path file;
  private final String name;
  private final DataType dtype;
  private final long[] shape;
  private final MappedByteBuffer mapped;
  private final boolean aligned;

  /** The copy of an unaligned tensor, made at first use. */
  private @Nullable ByteBuffer copy;

  TensorView(
      Path file,
      String name,
      DataType dtype,
      long[] shape,
      MappedByteBuffer mapped,
      boolean aligned) {
    this.file = file;
    this.name = name;
    this.dtype = dtype;
    this.shape = shape;
    this.mapped = mapped;
    this.aligned = aligned;
  }

  /**
   * The file that holds it.
   *
   * @return the safetensors file
   */
  public Path file() {
    return file;
  }

  /**
   * Its name in the file.
   *
   * @return the raw name
   */
  public String name() {
    return name;
  }

  /**
   * The type of its values.
   *
   * @return the type as stored
   */
  public DataType dtype() {
    return dtype;
  }

  /**
   * Its shape.
   *
   * @return a copy of the dimensions, each at least 0, outermost first; empty for a scalar
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * How many values it has.
   *
   * @return the product of the shape, at least 0
   */
  public long count() {
    return mapped.limit() / dtype.bytes();
  }

  /**
   * Its bytes, row-major, little-endian.
   *
   * <p>The buffer is a view of the mapped file, without a copy, unless the file has put the tensor
   * at an offset that is not a multiple of its value's size: then it is a copy outside the heap
   * that is, made once and counted among the JVM's direct buffers. Its memory lives as long as this
   * buffer, a slice of it, or the checkpoint is reachable: native code that keeps the address must
   * keep one of them.
   *
   * @return a new read-only direct buffer at position 0, aligned to the size of a value
   */
  public ByteBuffer bytes() {
    ByteBuffer source = aligned ? mapped : alignedCopy();
    return source.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The part of the mapped file that it lies in.
   *
   * @return a new buffer over the mapped file, without a copy; empty if {@link #bytes} is a copy
   */
  public Optional<MappedByteBuffer> mapped() {
    return aligned ? Optional.of(mapped.duplicate()) : Optional.empty();
  }

  private synchronized ByteBuffer alignedCopy() {
    ByteBuffer made = copy;
    if (made == null) {
      made = ByteBuffer.allocateDirect(mapped.limit()).put(mapped.duplicate()).flip();
      copy = made;
    }
    return made;
  }

  /**
   * Its values in single precision: F32 as stored, F16 and BF16 converted, which is exact.
   *
   * @return a new array of {@link #count} values, row-major
   * @throws IllegalStateException if the values are of another type, or too many for one array
   */
  public float[] toFloats() {
    float[] floats = new float[Math.toIntExact(count())];
    copyTo(0, floats, 0, floats.length);
    return floats;
  }

  /**
   * Copies some values in single precision, as {@link #toFloats} has them.
   *
   * @param from the first one
   * @param to gets them
   * @param at where the first one goes
   * @param length how many
   * @throws IndexOutOfBoundsException if there are not so many, or the array is too short
   * @throws IllegalStateException if the values are of another type
   */
  public void copyTo(long from, float[] to, int at, int length) {
    if (!dtype.decodesToFloats()) {
      throw new IllegalStateException(
          "tensor "
              + name
              + " in "
              + file
              + " must be F32, F16 or BF16 to be read as floats, is "
              + dtype);
    }
    Objects.checkFromIndexSize(from, length, count());
    int first = (int) from * dtype.bytes();
    ByteBuffer source = mapped.slice(first, length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (dtype == DataType.F32) {
      source.asFloatBuffer().get(to, at, length);
    } else {
      Objects.checkFromIndexSize(at, length, to.length);
      var halves = source.asShortBuffer();
      for (int i = 0; i < length; i++) {
        to[at + i] = dtype == DataType.F16 ? half(halves.get(i)) : brain(halves.get(i));
      }
    }
  }

  private static float brain(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** IEEE 754 binary16; {@code Float.float16ToFloat} comes with JDK 20. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
    }
    if (exponent == 0) {
      float subnormal = fraction * 0x1p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
  }

  boolean hasShape(long... expected) {
    return Arrays.equals(shape, expected);
  }

  /** Name, type and shape. */
  @Override
  public String toString() {
    return Shown.of(name) + " " + dtype + " " + Arrays.toString(shape);
  }
}
