package io.github.nlptoolkit.vectors.quantization;

import io.github.nlptoolkit.embedding.Embeddings;
import org.jspecify.annotations.Nullable;

/**
 * Makes vectors of floats into vectors of bytes or bits. Peer: sentence-transformers 6.2, {@code
 * quantize_embeddings}: the same values, in single precision. A value outside of the ranges gets
 * the first or the last bucket. Immutable and thread-safe.
 */
public final class Quantizer {
  private final Precision precision;
  private final @Nullable QuantizationRanges ranges;

  private Quantizer(Precision precision, @Nullable QuantizationRanges ranges) {
    this.precision = precision;
    this.ranges = ranges;
  }

  /**
   * Makes each value a byte from -128 to 127: a quarter of the memory.
   *
   * @param ranges the ranges of the values
   * @return the quantizer
   */
  public static Quantizer int8(QuantizationRanges ranges) {
    return new Quantizer(Precision.INT8, ranges);
  }

  /**
   * Makes each value a byte from 0 to 255: a quarter of the memory.
   *
   * @param ranges the ranges of the values
   * @return the quantizer
   */
  public static Quantizer uint8(QuantizationRanges ranges) {
    return new Quantizer(Precision.UINT8, ranges);
  }

  /**
   * Makes each value a bit, in signed bytes: 1/32 of the memory.
   *
   * @return the quantizer
   */
  public static Quantizer binary() {
    return new Quantizer(Precision.BINARY, null);
  }

  /**
   * Makes each value a bit, in unsigned bytes: 1/32 of the memory.
   *
   * @return the quantizer
   */
  public static Quantizer ubinary() {
    return new Quantizer(Precision.UBINARY, null);
  }

  /**
   * What values are made into.
   *
   * @return the precision
   */
  public Precision precision() {
    return precision;
  }

  /**
   * Quantises vectors.
   *
   * @param vectors the vectors, possibly none
   * @return as many quantised vectors
   * @throws IllegalArgumentException if the dimension is not that of the ranges, or a value is NaN
   */
  public QuantizedEmbeddings quantize(Embeddings vectors) {
    int dimension = vectors.dimension();
    if (ranges != null && ranges.dimension() != dimension) {
      throw new IllegalArgumentException(
          "vectors must have the dimension of the ranges, "
              + ranges.dimension()
              + ", got "
              + dimension);
    }
    int width = precision.bytes(dimension);
    long size = (long) vectors.count() * width;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          vectors.count() + " vectors of " + width + " bytes are more than one array holds");
    }
    byte[] codes = new byte[(int) size];
    float[] vector = new float[dimension];
    for (int row = 0; row < vectors.count(); row++) {
      vectors.copyTo(row, vector, 0);
      check(vector, row);
      if (ranges == null) {
        pack(vector, codes, row * width);
      } else {
        bucket(vector, ranges, codes, row * width);
      }
    }
    return new QuantizedEmbeddings(precision, ranges, vectors.count(), dimension, codes);
  }

  private static void check(float[] vector, int row) {
    for (int k = 0; k < vector.length; k++) {
      if (Float.isNaN(vector[k])) {
        throw new IllegalArgumentException(
            "value " + k + " of vector " + row + " must be a number, got NaN");
      }
    }
  }

  private void bucket(float[] vector, QuantizationRanges ranges, byte[] codes, int at) {
    int offset = precision.isSigned() ? 128 : 0;
    for (int k = 0; k < vector.length; k++) {
      double bucket = Math.floor((vector[k] - ranges.start(k)) / ranges.step(k));
      codes[at + k] = (byte) ((int) Math.max(0, Math.min(255, bucket)) - offset);
    }
  }

  private void pack(float[] vector, byte[] codes, int at) {
    for (int k = 0; k < vector.length; k++) {
      if (vector[k] > 0) {
        codes[at + k / 8] |= (byte) (0x80 >> (k % 8));
      }
    }
    if (precision.isSigned()) {
      for (int i = at; i < at + precision.bytes(vector.length); i++) {
        codes[i] = (byte) (codes[i] - 128);
      }
    }
  }
}
