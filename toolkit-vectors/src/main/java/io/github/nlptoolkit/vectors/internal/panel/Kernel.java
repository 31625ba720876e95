package io.github.nlptoolkit.vectors.internal.panel;

import java.util.Arrays;

/**
 * How queries are scored against the rows of a panel. A panel holds a few hundred rows column by
 * column, so that each loop runs over contiguous rows.
 */
public enum Kernel {
  /** The dot product. */
  PRODUCT {
    @Override
    void score(float[][] panel, float[] queries, int at, int count, float[][] scores, int rows) {
      ProductKernels.best().products(panel, queries, at, count, scores, rows);
    }
  },

  /** The negative Euclidean distance. */
  EUCLIDEAN {
    @Override
    void score(float[][] panel, float[] queries, int at, int count, float[][] scores, int rows) {
      for (int query = 0; query < count; query++) {
        float[] sums = scores[query];
        Arrays.fill(sums, 0, rows, 0);
        addSquares(panel, queries, at + query * panel.length, sums, rows);
        for (int j = 0; j < rows; j++) {
          sums[j] = 0 - (float) Math.sqrt(sums[j]);
        }
      }
    }
  },

  /** The negative Manhattan distance. */
  MANHATTAN {
    @Override
    void score(float[][] panel, float[] queries, int at, int count, float[][] scores, int rows) {
      for (int query = 0; query < count; query++) {
        float[] sums = scores[query];
        Arrays.fill(sums, 0, rows, 0);
        addAbsolutes(panel, queries, at + query * panel.length, sums, rows);
        for (int j = 0; j < rows; j++) {
          sums[j] = 0 - sums[j];
        }
      }
    }
  };

  /** How many queries are scored in one call at the most. */
  static final int QUERIES = ProductKernel.QUERIES;

  /**
   * Scores queries, the highest score for the best row.
   *
   * @param panel the rows, column by column
   * @param queries an array with the queries
   * @param at where the first query starts; the others follow
   * @param count how many queries, 1 to {@link #QUERIES}
   * @param scores gets the scores of query {@code i} in {@code scores[i]}, from 0 on
   * @param rows how many rows the panel has
   */
  abstract void score(
      float[][] panel, float[] queries, int at, int count, float[][] scores, int rows);

  /**
   * The dot product of two vectors, in single precision.
   *
   * @param a an array with one
   * @param atA where it starts
   * @param b an array with the other
   * @param atB where that starts
   * @param length how many values they have
   * @return the sum of the products
   */
  public static float product(float[] a, int atA, float[] b, int atB, int length) {
    return ProductKernels.best().product(a, atA, b, atB, length);
  }

  private static void addSquares(float[][] panel, float[] queries, int at, float[] sums, int rows) {
    int k = 0;
    for (; k + 1 < panel.length; k += 2) {
      addSquares(panel[k], panel[k + 1], sums, queries[at + k], queries[at + k + 1], rows);
    }
    if (k < panel.length) {
      float[] x = panel[k];
      float a = queries[at + k];
      for (int j = 0; j < rows; j++) {
        float p = x[j] - a;
        sums[j] += p * p;
      }
    }
  }

  private static void addAbsolutes(
      float[][] panel, float[] queries, int at, float[] sums, int rows) {
    int k = 0;
    for (; k + 1 < panel.length; k += 2) {
      addAbsolutes(panel[k], panel[k + 1], sums, queries[at + k], queries[at + k + 1], rows);
    }
    if (k < panel.length) {
      float[] x = panel[k];
      float a = queries[at + k];
      for (int j = 0; j < rows; j++) {
        sums[j] += Math.abs(x[j] - a);
      }
    }
  }

  private static void addSquares(float[] x0, float[] x1, float[] y, float a0, float a1, int rows) {
    for (int j = 0; j < rows; j++) {
      float p = x0[j] - a0;
      float q = x1[j] - a1;
      y[j] += p * p + q * q;
    }
  }

  private static void addAbsolutes(
      float[] x0, float[] x1, float[] y, float a0, float a1, int rows) {
    for (int j = 0; j < rows; j++) {
      y[j] += Math.abs(x0[j] - a0) + Math.abs(x1[j] - a1);
    }
  }
}
