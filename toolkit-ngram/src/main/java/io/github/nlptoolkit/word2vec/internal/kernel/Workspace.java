package io.github.nlptoolkit.word2vec.internal.kernel;

/**
 * What one training thread computes in. Not thread-safe: the arrays are shared with the caller on
 * purpose, and each thread has one.
 */
public final class Workspace {

  /** The hidden layer. */
  public final float[] hidden;

  /** What the hidden layer is to change by. */
  public final float[] error;

  /** A row of a matrix; loops over arrays that all start at 0 are vectorised. */
  final float[] row;

  final float[] products;

  /**
   * Makes one.
   *
   * @param length the dimension, padded
   */
  public Workspace(int length) {
    hidden = new float[length];
    error = new float[length];
    row = new float[length];
    products = new float[length];
  }
}
