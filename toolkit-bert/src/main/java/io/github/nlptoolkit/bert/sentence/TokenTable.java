package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.failure.ModelFormatException;

/** The vectors of tokens or words. Thread-safe. */
abstract class TokenTable implements AutoCloseable {
  private final int dimension;
  private final float[] values;

  /** Takes rows × dimension values without copying them. */
  TokenTable(int dimension, float[] values) {
    this.dimension = dimension;
    this.values = values;
  }

  /** The values of a tensor that has a row for each of some tokens. */
  static float[] values(TensorView tensor, int leastRows) throws ModelFormatException {
    long[] shape = tensor.shape();
    if (shape.length != 2 || shape[1] < 1 || shape[0] < leastRows) {
      throw new ModelFormatException(
          tensor.file(),
          tensor.name(),
          "a table of at least " + leastRows + " rows",
          tensor.toString());
    }
    if (!tensor.dtype().decodesToFloats()) {
      throw new ModelFormatException(
          tensor.file(), tensor.name(), "F32, F16 or BF16", tensor.dtype().toString());
    }
    return tensor.toFloats();
  }

  final int dimension() {
    return dimension;
  }

  /** The rows of a text's tokens, in order. */
  abstract int[] ids(String text);

  /** Adds a row's multiple to a vector. */
  final void add(int row, float weight, float[] sum) {
    int at = row * dimension;
    for (int k = 0; k < dimension; k++) {
      sum[k] += weight * values[at + k];
    }
  }

  /** Takes the larger values of a row and a vector into the vector. */
  final void max(int row, float[] largest) {
    int at = row * dimension;
    for (int k = 0; k < dimension; k++) {
      largest[k] = Math.max(largest[k], values[at + k]);
    }
  }

  @Override
  public void close() {}
}
