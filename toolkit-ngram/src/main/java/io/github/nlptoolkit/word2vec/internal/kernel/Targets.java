package io.github.nlptoolkit.word2vec.internal.kernel;

import java.util.Arrays;

/** The output rows of one step. Not thread-safe: each training thread refills its own. */
public final class Targets {

  /** The output matrix. */
  public final float[] matrix;

  /** Where each output row starts. */
  public int[] rows;

  /** 1 or 0 for each row. */
  public float[] labels;

  /** How many there are. */
  public int count;

  /** The learning rate. */
  public float rate;

  /**
   * Makes an empty one.
   *
   * @param matrix the output matrix
   * @param capacity how many rows to expect
   */
  public Targets(float[] matrix, int capacity) {
    this.matrix = matrix;
    rows = new int[capacity];
    labels = new float[capacity];
  }

  /**
   * Adds one.
   *
   * @param row where the row starts
   * @param label 1 or 0
   */
  public void add(int row, float label) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, 2 * count + 1);
      labels = Arrays.copyOf(labels, 2 * count + 1);
    }
    rows[count] = row;
    labels[count++] = label;
  }
}
