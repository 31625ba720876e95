package io.github.nlptoolkit.word2vec.train;

import io.github.nlptoolkit.word2vec.internal.kernel.VectorKernel;
import java.util.Arrays;

/**
 * Rows of floats in one array, each padded with zeros, which training leaves zeros, to what the
 * kernel likes. Not thread-safe, on purpose: threads train on it without locks.
 */
final class Matrix {

  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final float[] values;
  private final int rows;
  private final int dimension;
  private final int stride;

  /** Zeros. */
  Matrix(int rows, int dimension, VectorKernel kernel) {
    int lanes = kernel.lanes();
    this.stride = (dimension + lanes - 1) / lanes * lanes;
    if ((long) rows * stride > LARGEST) {
      throw new IllegalArgumentException(
          rows
              + " vectors of "
              + dimension
              + " dimensions do not fit in one array; a larger minCount, a maxFinalVocabulary,"
              + " fewer buckets or dimensions make them less");
    }
    this.rows = rows;
    this.dimension = dimension;
    this.values = new float[rows * stride];
  }

  /** The first rows of another, then zeros. */
  Matrix(Matrix other, int rows, VectorKernel kernel) {
    this(rows, other.dimension, kernel);
    System.arraycopy(
        other.values, 0, values, 0, Math.min(values.length, other.rows * other.stride));
  }

  int rows() {
    return rows;
  }

  int dimension() {
    return dimension;
  }

  /** The padded dimension. */
  int stride() {
    return stride;
  }

  float[] values() {
    return values;
  }

  /** Where a row starts. */
  int at(int row) {
    return row * stride;
  }

  float[] row(int row) {
    return Arrays.copyOfRange(values, at(row), at(row) + dimension);
  }

  void set(int row, float[] source) {
    System.arraycopy(source, 0, values, at(row), dimension);
  }

  /** Copies rows within: {@code count} rows from one place to a later one, which may overlap. */
  void moveRows(int from, int to, int count) {
    System.arraycopy(values, at(from), values, at(to), count * stride);
  }

  /** Uniform in [-1 / dimension, 1 / dimension), as gensim does; depends on seed and row only. */
  void randomise(int from, int to, long seed) {
    for (int row = from; row < to; row++) {
      Rng random = new Rng(seed, row);
      for (int i = 0; i < dimension; i++) {
        values[at(row) + i] = (random.nextFloat() * 2 - 1) / dimension;
      }
    }
  }
}
