package io.github.nlptoolkit.vectors.internal.panel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops with the JDK's Vector API, which is there under {@code --add-modules
 * jdk.incubator.vector} only; {@link ProductKernels} loads this class by name. The sums of four
 * queries with four vectors of rows stay in registers while the columns go by. Each product is one
 * chain of fused multiply-adds in the order of the columns.
 */
public final class SimdProducts implements ProductKernel {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void products(
      float[][] panel, float[] queries, int at, int count, float[][] products, int rows) {
    int query = 0;
    if (count == QUERIES && rows >= LANES) {
      fourQueries(panel, queries, at, products, rows);
      query = QUERIES;
    }
    for (; query < count; query++) {
      int from = at + query * panel.length;
      if (rows >= LANES) {
        oneQuery(panel, queries, from, products[query], rows);
      } else {
        fewRows(panel, queries, from, products[query], rows);
      }
    }
  }

  @Override
  public float product(float[] a, int atA, float[] b, int atB, int length) {
    FloatVector first = FloatVector.zero(SPECIES);
    FloatVector second = first;
    int i = 0;
    for (; i + 2 * LANES <= length; i += 2 * LANES) {
      first =
          FloatVector.fromArray(SPECIES, a, atA + i)
              .fma(FloatVector.fromArray(SPECIES, b, atB + i), first);
      second =
          FloatVector.fromArray(SPECIES, a, atA + i + LANES)
              .fma(FloatVector.fromArray(SPECIES, b, atB + i + LANES), second);
    }
    float sum = first.add(second).reduceLanes(VectorOperators.ADD);
    for (; i < length; i++) {
      sum = Math.fma(a[atA + i], b[atB + i], sum);
    }
    return sum;
  }

  /** The last vector of rows ends with them: some products are made twice, and are the same. */
  private static void fourQueries(
      float[][] panel, float[] queries, int at, float[][] products, int rows) {
    int j = 0;
    for (; j + 4 * LANES <= rows; j += 4 * LANES) {
      fourByFour(panel, queries, at, products, j);
    }
    for (; j < rows; j += LANES) {
      int left = rows - j;
      if (left > LANES && left <= 3 * LANES && rows >= 3 * LANES) {
        // Sums of one vector of rows would wait for each other.
        fourByThree(panel, queries, at, products, rows - 3 * LANES);
        return;
      }
      fourByOne(panel, queries, at, products, Math.min(j, rows - LANES));
    }
  }

  private static void fourByFour(
      float[][] panel, float[] queries, int at, float[][] products, int j) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    int dimension = panel.length;
    for (int k = 0; k < dimension; k++) {
      float[] column = panel[k];
      FloatVector x0 = FloatVector.fromArray(SPECIES, column, j);
      FloatVector x1 = FloatVector.fromArray(SPECIES, column, j + LANES);
      FloatVector x2 = FloatVector.fromArray(SPECIES, column, j + 2 * LANES);
      FloatVector x3 = FloatVector.fromArray(SPECIES, column, j + 3 * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, queries[at + k]);
      a0 = x0.fma(a, a0);
      a1 = x1.fma(a, a1);
      a2 = x2.fma(a, a2);
      a3 = x3.fma(a, a3);
      FloatVector b = FloatVector.broadcast(SPECIES, queries[at + dimension + k]);
      b0 = x0.fma(b, b0);
      b1 = x1.fma(b, b1);
      b2 = x2.fma(b, b2);
      b3 = x3.fma(b, b3);
      FloatVector c = FloatVector.broadcast(SPECIES, queries[at + 2 * dimension + k]);
      c0 = x0.fma(c, c0);
      c1 = x1.fma(c, c1);
      c2 = x2.fma(c, c2);
      c3 = x3.fma(c, c3);
      FloatVector d = FloatVector.broadcast(SPECIES, queries[at + 3 * dimension + k]);
      d0 = x0.fma(d, d0);
      d1 = x1.fma(d, d1);
      d2 = x2.fma(d, d2);
      d3 = x3.fma(d, d3);
    }
    store(a0, a1, a2, a3, products[0], j);
    store(b0, b1, b2, b3, products[1], j);
    store(c0, c1, c2, c3, products[2], j);
    store(d0, d1, d2, d3, products[3], j);
  }

  private static void store(
      FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] to, int j) {
    s0.intoArray(to, j);
    s1.intoArray(to, j + LANES);
    s2.intoArray(to, j + 2 * LANES);
    s3.intoArray(to, j + 3 * LANES);
  }

  private static void fourByThree(
      float[][] panel, float[] queries, int at, float[][] products, int j) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    int dimension = panel.length;
    for (int k = 0; k < dimension; k++) {
      float[] column = panel[k];
      FloatVector x0 = FloatVector.fromArray(SPECIES, column, j);
      FloatVector x1 = FloatVector.fromArray(SPECIES, column, j + LANES);
      FloatVector x2 = FloatVector.fromArray(SPECIES, column, j + 2 * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, queries[at + k]);
      a0 = x0.fma(a, a0);
      a1 = x1.fma(a, a1);
      a2 = x2.fma(a, a2);
      FloatVector b = FloatVector.broadcast(SPECIES, queries[at + dimension + k]);
      b0 = x0.fma(b, b0);
      b1 = x1.fma(b, b1);
      b2 = x2.fma(b, b2);
      FloatVector c = FloatVector.broadcast(SPECIES, queries[at + 2 * dimension + k]);
      c0 = x0.fma(c, c0);
      c1 = x1.fma(c, c1);
      c2 = x2.fma(c, c2);
      FloatVector d = FloatVector.broadcast(SPECIES, queries[at + 3 * dimension + k]);
      d0 = x0.fma(d, d0);
      d1 = x1.fma(d, d1);
      d2 = x2.fma(d, d2);
    }
    store(a0, a1, a2, products[0], j);
    store(b0, b1, b2, products[1], j);
    store(c0, c1, c2, products[2], j);
    store(d0, d1, d2, products[3], j);
  }

  private static void store(FloatVector s0, FloatVector s1, FloatVector s2, float[] to, int j) {
    s0.intoArray(to, j);
    s1.intoArray(to, j + LANES);
    s2.intoArray(to, j + 2 * LANES);
  }

  private static void oneQuery(
      float[][] panel, float[] queries, int at, float[] products, int rows) {
    int j = 0;
    for (; j + 4 * LANES <= rows; j += 4 * LANES) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int k = 0; k < panel.length; k++) {
        float[] column = panel[k];
        FloatVector q = FloatVector.broadcast(SPECIES, queries[at + k]);
        s0 = FloatVector.fromArray(SPECIES, column, j).fma(q, s0);
        s1 = FloatVector.fromArray(SPECIES, column, j + LANES).fma(q, s1);
        s2 = FloatVector.fromArray(SPECIES, column, j + 2 * LANES).fma(q, s2);
        s3 = FloatVector.fromArray(SPECIES, column, j + 3 * LANES).fma(q, s3);
      }
      store(s0, s1, s2, s3, products, j);
    }
    for (; j < rows; j += LANES) {
      oneByOne(panel, queries, at, products, Math.min(j, rows - LANES));
    }
  }

  private static void fourByOne(
      float[][] panel, float[] queries, int at, float[][] products, int j) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int dimension = panel.length;
    for (int k = 0; k < dimension; k++) {
      FloatVector x = FloatVector.fromArray(SPECIES, panel[k], j);
      a = x.fma(FloatVector.broadcast(SPECIES, queries[at + k]), a);
      b = x.fma(FloatVector.broadcast(SPECIES, queries[at + dimension + k]), b);
      c = x.fma(FloatVector.broadcast(SPECIES, queries[at + 2 * dimension + k]), c);
      d = x.fma(FloatVector.broadcast(SPECIES, queries[at + 3 * dimension + k]), d);
    }
    a.intoArray(products[0], j);
    b.intoArray(products[1], j);
    c.intoArray(products[2], j);
    d.intoArray(products[3], j);
  }

  private static void oneByOne(float[][] panel, float[] queries, int at, float[] products, int j) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int k = 0; k < panel.length; k++) {
      FloatVector q = FloatVector.broadcast(SPECIES, queries[at + k]);
      sum = FloatVector.fromArray(SPECIES, panel[k], j).fma(q, sum);
    }
    sum.intoArray(products, j);
  }

  /** Less than a vector of rows. */
  private static void fewRows(
      float[][] panel, float[] queries, int at, float[] products, int rows) {
    for (int j = 0; j < rows; j++) {
      float sum = 0;
      for (int k = 0; k < panel.length; k++) {
        sum = Math.fma(panel[k][j], queries[at + k], sum);
      }
      products[j] = sum;
    }
  }
}
