package io.github.nlptoolkit.word2vec.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops with the JDK's Vector API, which is there under {@code --add-modules
 * jdk.incubator.vector} only; {@link Kernels} loads this class by name.
 */
public final class SimdKernel implements VectorKernel {

  /**
   * At most 256 bits: with 512, of which most loads from the heap lie on two lines of the cache and
   * whose sums across lanes are longer chains, training was slower.
   */
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > FloatVector.SPECIES_256.length()
          ? FloatVector.SPECIES_256
          : FloatVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public float dot(float[] a, int atA, float[] b, int atB, int length) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int bound = SPECIES.loopBound(length);
    int i = 0;
    for (; i < bound; i += LANES) {
      sum =
          FloatVector.fromArray(SPECIES, a, atA + i)
              .fma(FloatVector.fromArray(SPECIES, b, atB + i), sum);
    }
    float result = sum.reduceLanes(VectorOperators.ADD);
    for (; i < length; i++) {
      result += a[atA + i] * b[atB + i];
    }
    return result;
  }

  /**
   * Four rows at a time share the loads of the query and hide the latency of the sums. They are a
   * quarter of all rows apart: the processor fetches ahead up to the end of a page of memory only,
   * so rows on several pages come sooner than rows side by side.
   */
  @Override
  public void dots(float[] query, float[] rows, int at, int length, int count, float[] result) {
    int bound = SPECIES.loopBound(length);
    int quarter = count / 4;
    int apart = quarter * length;
    int row = 0;
    for (; row < quarter; row++) {
      int start = at + row * length;
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = 0; i < bound; i += LANES) {
        FloatVector q = FloatVector.fromArray(SPECIES, query, i);
        s0 = q.fma(FloatVector.fromArray(SPECIES, rows, start + i), s0);
        s1 = q.fma(FloatVector.fromArray(SPECIES, rows, start + apart + i), s1);
        s2 = q.fma(FloatVector.fromArray(SPECIES, rows, start + 2 * apart + i), s2);
        s3 = q.fma(FloatVector.fromArray(SPECIES, rows, start + 3 * apart + i), s3);
      }
      float f0 = s0.reduceLanes(VectorOperators.ADD);
      float f1 = s1.reduceLanes(VectorOperators.ADD);
      float f2 = s2.reduceLanes(VectorOperators.ADD);
      float f3 = s3.reduceLanes(VectorOperators.ADD);
      for (int i = bound; i < length; i++) {
        f0 += query[i] * rows[start + i];
        f1 += query[i] * rows[start + apart + i];
        f2 += query[i] * rows[start + 2 * apart + i];
        f3 += query[i] * rows[start + 3 * apart + i];
      }
      result[row] = f0;
      result[row + quarter] = f1;
      result[row + 2 * quarter] = f2;
      result[row + 3 * quarter] = f3;
    }
    for (row = 4 * quarter; row < count; row++) {
      result[row] = dot(query, 0, rows, at + row * length, length);
    }
  }

  /** The sums stay in registers over all rows. */
  @Override
  public void gather(
      float scale, float[] matrix, int[] rows, int count, int length, Workspace workspace) {
    FloatVector factor = FloatVector.broadcast(SPECIES, scale);
    float[] hidden = workspace.hidden;
    int i = 0;
    for (; i + 4 * LANES <= length; i += 4 * LANES) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int r = 0; r < count; r++) {
        int at = rows[r] * length + i;
        s0 = s0.add(FloatVector.fromArray(SPECIES, matrix, at));
        s1 = s1.add(FloatVector.fromArray(SPECIES, matrix, at + LANES));
        s2 = s2.add(FloatVector.fromArray(SPECIES, matrix, at + 2 * LANES));
        s3 = s3.add(FloatVector.fromArray(SPECIES, matrix, at + 3 * LANES));
      }
      s0.mul(factor).intoArray(hidden, i);
      s1.mul(factor).intoArray(hidden, i + LANES);
      s2.mul(factor).intoArray(hidden, i + 2 * LANES);
      s3.mul(factor).intoArray(hidden, i + 3 * LANES);
    }
    for (; i < length; i += LANES) {
      FloatVector s = FloatVector.zero(SPECIES);
      for (int r = 0; r < count; r++) {
        s = s.add(FloatVector.fromArray(SPECIES, matrix, rows[r] * length + i));
      }
      s.mul(factor).intoArray(hidden, i);
    }
  }

  @Override
  public void scatter(
      float scale, float[] matrix, int[] rows, int count, int length, Workspace workspace) {
    FloatVector factor = FloatVector.broadcast(SPECIES, scale);
    float[] error = workspace.error;
    for (int r = 0; r < count; r++) {
      int at = rows[r] * length;
      for (int i = 0; i < length; i += LANES) {
        factor
            .fma(
                FloatVector.fromArray(SPECIES, error, i),
                FloatVector.fromArray(SPECIES, matrix, at + i))
            .intoArray(matrix, at + i);
      }
    }
  }

  @Override
  public void step(
      float[] hidden,
      int atHidden,
      Targets targets,
      Logistic logistic,
      int length,
      Workspace workspace) {
    float[] error = workspace.error;
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < length; i += LANES) {
      zero.intoArray(error, i);
    }
    int[] rows = targets.rows;
    int k = 0;
    while (k < targets.count) {
      if (k + 6 <= targets.count && distinct(rows, k) && distinct(rows, k + 2) && apart(rows, k)) {
        six(hidden, atHidden, targets, k, logistic, length, error);
        k += 6;
      } else if (k + 4 <= targets.count && distinct(rows, k)) {
        four(hidden, atHidden, targets, k, logistic, length, error);
        k += 4;
      } else if (k + 2 <= targets.count && rows[k] != rows[k + 1]) {
        two(hidden, atHidden, targets, k, logistic, length, error);
        k += 2;
      } else {
        one(hidden, atHidden, targets, k, logistic, length, error);
        k++;
      }
    }
  }

  /** Rows side by side give what they give one after another only if none comes twice. */
  private static boolean distinct(int[] rows, int k) {
    int a = rows[k];
    int b = rows[k + 1];
    int c = rows[k + 2];
    int d = rows[k + 3];
    return a != b && a != c && a != d && b != c && b != d && c != d;
  }

  /** Whether neither of the first two of six is one of the last two. */
  private static boolean apart(int[] rows, int k) {
    int a = rows[k];
    int b = rows[k + 1];
    int e = rows[k + 4];
    int f = rows[k + 5];
    return a != e && a != f && b != e && b != f;
  }

  private static void six(
      float[] hidden,
      int atHidden,
      Targets targets,
      int k,
      Logistic logistic,
      int length,
      float[] error) {
    float[] outputs = targets.matrix;
    int[] rows = targets.rows;
    float[] labels = targets.labels;
    float rate = targets.rate;
    int r0 = rows[k];
    int r1 = rows[k + 1];
    int r2 = rows[k + 2];
    int r3 = rows[k + 3];
    int r4 = rows[k + 4];
    int r5 = rows[k + 5];
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    for (int i = 0; i < length; i += LANES) {
      FloatVector h = FloatVector.fromArray(SPECIES, hidden, atHidden + i);
      s0 = h.fma(FloatVector.fromArray(SPECIES, outputs, r0 + i), s0);
      s1 = h.fma(FloatVector.fromArray(SPECIES, outputs, r1 + i), s1);
      s2 = h.fma(FloatVector.fromArray(SPECIES, outputs, r2 + i), s2);
      s3 = h.fma(FloatVector.fromArray(SPECIES, outputs, r3 + i), s3);
      s4 = h.fma(FloatVector.fromArray(SPECIES, outputs, r4 + i), s4);
      s5 = h.fma(FloatVector.fromArray(SPECIES, outputs, r5 + i), s5);
    }
    float f0 = s0.reduceLanes(VectorOperators.ADD);
    float f1 = s1.reduceLanes(VectorOperators.ADD);
    float f2 = s2.reduceLanes(VectorOperators.ADD);
    float f3 = s3.reduceLanes(VectorOperators.ADD);
    float f4 = s4.reduceLanes(VectorOperators.ADD);
    float f5 = s5.reduceLanes(VectorOperators.ADD);
    FloatVector g0 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f0, labels[k]));
    FloatVector g1 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f1, labels[k + 1]));
    FloatVector g2 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f2, labels[k + 2]));
    FloatVector g3 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f3, labels[k + 3]));
    FloatVector g4 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f4, labels[k + 4]));
    FloatVector g5 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f5, labels[k + 5]));
    for (int i = 0; i < length; i += LANES) {
      FloatVector h = FloatVector.fromArray(SPECIES, hidden, atHidden + i);
      FloatVector e = FloatVector.fromArray(SPECIES, error, i);
      FloatVector o0 = FloatVector.fromArray(SPECIES, outputs, r0 + i);
      FloatVector o1 = FloatVector.fromArray(SPECIES, outputs, r1 + i);
      FloatVector o2 = FloatVector.fromArray(SPECIES, outputs, r2 + i);
      FloatVector o3 = FloatVector.fromArray(SPECIES, outputs, r3 + i);
      FloatVector o4 = FloatVector.fromArray(SPECIES, outputs, r4 + i);
      FloatVector o5 = FloatVector.fromArray(SPECIES, outputs, r5 + i);
      e = g2.fma(o2, g1.fma(o1, g0.fma(o0, e)));
      g5.fma(o5, g4.fma(o4, g3.fma(o3, e))).intoArray(error, i);
      g0.fma(h, o0).intoArray(outputs, r0 + i);
      g1.fma(h, o1).intoArray(outputs, r1 + i);
      g2.fma(h, o2).intoArray(outputs, r2 + i);
      g3.fma(h, o3).intoArray(outputs, r3 + i);
      g4.fma(h, o4).intoArray(outputs, r4 + i);
      g5.fma(h, o5).intoArray(outputs, r5 + i);
    }
  }

  private static void four(
      float[] hidden,
      int atHidden,
      Targets targets,
      int k,
      Logistic logistic,
      int length,
      float[] error) {
    float[] outputs = targets.matrix;
    int[] rows = targets.rows;
    float[] labels = targets.labels;
    float rate = targets.rate;
    int r0 = rows[k];
    int r1 = rows[k + 1];
    int r2 = rows[k + 2];
    int r3 = rows[k + 3];
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = 0; i < length; i += LANES) {
      FloatVector h = FloatVector.fromArray(SPECIES, hidden, atHidden + i);
      s0 = h.fma(FloatVector.fromArray(SPECIES, outputs, r0 + i), s0);
      s1 = h.fma(FloatVector.fromArray(SPECIES, outputs, r1 + i), s1);
      s2 = h.fma(FloatVector.fromArray(SPECIES, outputs, r2 + i), s2);
      s3 = h.fma(FloatVector.fromArray(SPECIES, outputs, r3 + i), s3);
    }
    float f0 = s0.reduceLanes(VectorOperators.ADD);
    float f1 = s1.reduceLanes(VectorOperators.ADD);
    float f2 = s2.reduceLanes(VectorOperators.ADD);
    float f3 = s3.reduceLanes(VectorOperators.ADD);
    FloatVector g0 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f0, labels[k]));
    FloatVector g1 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f1, labels[k + 1]));
    FloatVector g2 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f2, labels[k + 2]));
    FloatVector g3 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f3, labels[k + 3]));
    for (int i = 0; i < length; i += LANES) {
      FloatVector h = FloatVector.fromArray(SPECIES, hidden, atHidden + i);
      FloatVector e = FloatVector.fromArray(SPECIES, error, i);
      FloatVector o0 = FloatVector.fromArray(SPECIES, outputs, r0 + i);
      FloatVector o1 = FloatVector.fromArray(SPECIES, outputs, r1 + i);
      FloatVector o2 = FloatVector.fromArray(SPECIES, outputs, r2 + i);
      FloatVector o3 = FloatVector.fromArray(SPECIES, outputs, r3 + i);
      g3.fma(o3, g2.fma(o2, g1.fma(o1, g0.fma(o0, e)))).intoArray(error, i);
      g0.fma(h, o0).intoArray(outputs, r0 + i);
      g1.fma(h, o1).intoArray(outputs, r1 + i);
      g2.fma(h, o2).intoArray(outputs, r2 + i);
      g3.fma(h, o3).intoArray(outputs, r3 + i);
    }
  }

  private static void two(
      float[] hidden,
      int atHidden,
      Targets targets,
      int k,
      Logistic logistic,
      int length,
      float[] error) {
    float[] outputs = targets.matrix;
    int[] rows = targets.rows;
    float[] labels = targets.labels;
    float rate = targets.rate;
    int r0 = rows[k];
    int r1 = rows[k + 1];
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    for (int i = 0; i < length; i += LANES) {
      FloatVector h = FloatVector.fromArray(SPECIES, hidden, atHidden + i);
      s0 = h.fma(FloatVector.fromArray(SPECIES, outputs, r0 + i), s0);
      s1 = h.fma(FloatVector.fromArray(SPECIES, outputs, r1 + i), s1);
    }
    float f0 = s0.reduceLanes(VectorOperators.ADD);
    float f1 = s1.reduceLanes(VectorOperators.ADD);
    FloatVector g0 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f0, labels[k]));
    FloatVector g1 = FloatVector.broadcast(SPECIES, rate * logistic.gradient(f1, labels[k + 1]));
    for (int i = 0; i < length; i += LANES) {
      FloatVector h = FloatVector.fromArray(SPECIES, hidden, atHidden + i);
      FloatVector e = FloatVector.fromArray(SPECIES, error, i);
      FloatVector o0 = FloatVector.fromArray(SPECIES, outputs, r0 + i);
      FloatVector o1 = FloatVector.fromArray(SPECIES, outputs, r1 + i);
      g1.fma(o1, g0.fma(o0, e)).intoArray(error, i);
      g0.fma(h, o0).intoArray(outputs, r0 + i);
      g1.fma(h, o1).intoArray(outputs, r1 + i);
    }
  }

  private static void one(
      float[] hidden,
      int atHidden,
      Targets targets,
      int k,
      Logistic logistic,
      int length,
      float[] error) {
    float[] outputs = targets.matrix;
    int row = targets.rows[k];
    FloatVector s = FloatVector.zero(SPECIES);
    for (int i = 0; i < length; i += LANES) {
      s =
          FloatVector.fromArray(SPECIES, hidden, atHidden + i)
              .fma(FloatVector.fromArray(SPECIES, outputs, row + i), s);
    }
    float product = s.reduceLanes(VectorOperators.ADD);
    FloatVector g =
        FloatVector.broadcast(
            SPECIES, targets.rate * logistic.gradient(product, targets.labels[k]));
    for (int i = 0; i < length; i += LANES) {
      FloatVector h = FloatVector.fromArray(SPECIES, hidden, atHidden + i);
      FloatVector o = FloatVector.fromArray(SPECIES, outputs, row + i);
      g.fma(o, FloatVector.fromArray(SPECIES, error, i)).intoArray(error, i);
      g.fma(h, o).intoArray(outputs, row + i);
    }
  }
}
