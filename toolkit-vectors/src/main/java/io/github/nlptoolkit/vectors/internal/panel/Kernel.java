package io.github.nlptoolkit.vectors.internal.panel;

import java.util.Arrays;

/**
 * How a query is scored against the rows of a panel. A panel holds a few hundred rows column by
 * column, so that each loop here runs over contiguous rows, which the JDK's compiler turns into
 * vector instructions. The bodies are small on purpose: it unrolls a larger one less than a vector
 * is wide, and then gives up; so does that of JDK 17 on the loop for two queries if its values are
 * read into variables first.
 */
public enum Kernel {
  /** The dot product. */
  PRODUCT {
    @Override
    void one(float[][] panel, float[] queries, int at, float[] sums, int rows) {
      int k = 0;
      for (; k + 3 < panel.length; k += 4) {
        addFour(
            panel[k],
            panel[k + 1],
            panel[k + 2],
            panel[k + 3],
            sums,
            queries[at + k],
            queries[at + k + 1],
            queries[at + k + 2],
            queries[at + k + 3],
            rows);
      }
      // The rest as two() has it, so that a score does not depend on how many queries there are.
      if (k + 1 < panel.length) {
        addPair(panel[k], panel[k + 1], sums, queries[at + k], queries[at + k + 1], rows);
        k += 2;
      }
      if (k < panel.length) {
        addOne(panel[k], sums, queries[at + k], rows);
      }
    }

    @Override
    void two(
        float[][] panel,
        float[] queries,
        int at,
        int next,
        float[] sums,
        float[] nextSums,
        int rows) {
      int k = 0;
      for (; k + 1 < panel.length; k += 2) {
        addTwo(
            panel[k],
            panel[k + 1],
            sums,
            nextSums,
            queries[at + k],
            queries[at + k + 1],
            queries[next + k],
            queries[next + k + 1],
            rows);
      }
      if (k < panel.length) {
        addOne(panel[k], sums, queries[at + k], rows);
        addOne(panel[k], nextSums, queries[next + k], rows);
      }
    }

    @Override
    void finish(float[] sums, int rows) {}
  },

  /** The negative Euclidean distance. */
  EUCLIDEAN {
    @Override
    void one(float[][] panel, float[] queries, int at, float[] sums, int rows) {
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

    @Override
    void finish(float[] sums, int rows) {
      for (int j = 0; j < rows; j++) {
        sums[j] = 0 - (float) Math.sqrt(sums[j]);
      }
    }
  },

  /** The negative Manhattan distance. */
  MANHATTAN {
    @Override
    void one(float[][] panel, float[] queries, int at, float[] sums, int rows) {
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

    @Override
    void finish(float[] sums, int rows) {
      for (int j = 0; j < rows; j++) {
        sums[j] = 0 - sums[j];
      }
    }
  };

  /** Adds the terms of all columns for one query. */
  abstract void one(float[][] panel, float[] queries, int at, float[] sums, int rows);

  /** Adds the terms of all columns for two queries. */
  void two(
      float[][] panel,
      float[] queries,
      int at,
      int next,
      float[] sums,
      float[] nextSums,
      int rows) {
    one(panel, queries, at, sums, rows);
    one(panel, queries, next, nextSums, rows);
  }

  /** Turns sums into scores, of which the highest is the best. */
  abstract void finish(float[] sums, int rows);

  /** The scores of one query. */
  final void score(float[][] panel, float[] queries, int at, float[] scores, int rows) {
    Arrays.fill(scores, 0, rows, 0);
    one(panel, queries, at, scores, rows);
    finish(scores, rows);
  }

  /** The scores of two queries. */
  final void score(
      float[][] panel,
      float[] queries,
      int at,
      int next,
      float[] scores,
      float[] nextScores,
      int rows) {
    Arrays.fill(scores, 0, rows, 0);
    Arrays.fill(nextScores, 0, rows, 0);
    two(panel, queries, at, next, scores, nextScores, rows);
    finish(scores, rows);
    finish(nextScores, rows);
  }

  private static void addOne(float[] x, float[] y, float a, int rows) {
    for (int j = 0; j < rows; j++) {
      y[j] += a * x[j];
    }
  }

  private static void addPair(float[] x0, float[] x1, float[] y, float a0, float a1, int rows) {
    for (int j = 0; j < rows; j++) {
      y[j] += a0 * x0[j] + a1 * x1[j];
    }
  }

  private static void addTwo(
      float[] x0,
      float[] x1,
      float[] y0,
      float[] y1,
      float a0,
      float a1,
      float b0,
      float b1,
      int rows) {
    for (int j = 0; j < rows; j++) {
      y0[j] += a0 * x0[j] + a1 * x1[j];
      y1[j] += b0 * x0[j] + b1 * x1[j];
    }
  }

  private static void addFour(
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] y,
      float a0,
      float a1,
      float a2,
      float a3,
      int rows) {
    for (int j = 0; j < rows; j++) {
      y[j] = (y[j] + (a0 * x0[j] + a1 * x1[j])) + (a2 * x2[j] + a3 * x3[j]);
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
