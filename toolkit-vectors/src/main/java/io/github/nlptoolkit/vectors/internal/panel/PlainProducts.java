package io.github.nlptoolkit.vectors.internal.panel;

import java.util.Arrays;

/**
 * Plain loops over contiguous rows, which the JDK's compiler turns into vector instructions. The
 * bodies are small on purpose: it unrolls a larger one less than a vector is wide, and then gives
 * up; so does that of JDK 17 on the loop for two queries if its values are read into variables
 * first.
 */
final class PlainProducts implements ProductKernel {

  @Override
  public void products(
      float[][] panel, float[] queries, int at, int count, float[][] products, int rows) {
    for (int query = 0; query < count; query++) {
      Arrays.fill(products[query], 0, rows, 0);
    }
    int dimension = panel.length;
    int query = 0;
    for (; query + 1 < count; query += 2) {
      int first = at + query * dimension;
      two(panel, queries, first, first + dimension, products[query], products[query + 1], rows);
    }
    if (query < count) {
      one(panel, queries, at + query * dimension, products[query], rows);
    }
  }

  @Override
  public float product(float[] a, int atA, float[] b, int atB, int length) {
    // Four sums do not wait for each other.
    float sum = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      sum += a[atA + i] * b[atB + i];
      second += a[atA + i + 1] * b[atB + i + 1];
      third += a[atA + i + 2] * b[atB + i + 2];
      fourth += a[atA + i + 3] * b[atB + i + 3];
    }
    for (; i < length; i++) {
      sum += a[atA + i] * b[atB + i];
    }
    return sum + second + (third + fourth);
  }

  private static void one(float[][] panel, float[] queries, int at, float[] sums, int rows) {
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

  private static void two(
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
}
