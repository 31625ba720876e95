package io.github.nlptoolkit.word2vec.internal.kernel;

import java.util.Arrays;

/**
 * Plain loops. The compiler vectorises loops over separate arrays that all start at 0, and not
 * those over two places in matrices: so rows are copied out, worked on and copied back, which makes
 * a step more than twice as fast.
 */
public final class PlainKernel implements VectorKernel {

  private static final int LANES = 8;

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public float dot(float[] a, int atA, float[] b, int atB, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (int end = length - LANES + 1; i < end; i += LANES) {
      s0 += a[atA + i] * b[atB + i];
      s1 += a[atA + i + 1] * b[atB + i + 1];
      s2 += a[atA + i + 2] * b[atB + i + 2];
      s3 += a[atA + i + 3] * b[atB + i + 3];
      s4 += a[atA + i + 4] * b[atB + i + 4];
      s5 += a[atA + i + 5] * b[atB + i + 5];
      s6 += a[atA + i + 6] * b[atB + i + 6];
      s7 += a[atA + i + 7] * b[atB + i + 7];
    }
    for (; i < length; i++) {
      s0 += a[atA + i] * b[atB + i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  @Override
  public void dots(float[] query, float[] rows, int at, int length, int count, float[] result) {
    for (int row = 0; row < count; row++) {
      result[row] = dot(query, 0, rows, at + row * length, length);
    }
  }

  @Override
  public void gather(
      float scale, float[] matrix, int[] rows, int count, int length, Workspace workspace) {
    float[] hidden = workspace.hidden;
    Arrays.fill(hidden, 0);
    for (int r = 0; r < count; r++) {
      System.arraycopy(matrix, rows[r] * length, workspace.row, 0, length);
      addMultiple(1, workspace.row, hidden, length);
    }
    for (int i = 0; i < length; i++) {
      hidden[i] *= scale;
    }
  }

  @Override
  public void scatter(
      float scale, float[] matrix, int[] rows, int count, int length, Workspace workspace) {
    float[] changed = workspace.row;
    for (int r = 0; r < count; r++) {
      int at = rows[r] * length;
      System.arraycopy(matrix, at, changed, 0, length);
      addMultiple(scale, workspace.error, changed, length);
      System.arraycopy(changed, 0, matrix, at, length);
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
    float[] layer = workspace.hidden;
    if (hidden != layer) {
      System.arraycopy(hidden, atHidden, layer, 0, length);
    }
    Arrays.fill(workspace.error, 0);
    float[] matrix = targets.matrix;
    float[] row = workspace.row;
    for (int k = 0; k < targets.count; k++) {
      int at = targets.rows[k];
      System.arraycopy(matrix, at, row, 0, length);
      float product = sumOfProducts(layer, row, workspace.products, length);
      float gradient = targets.rate * logistic.gradient(product, targets.labels[k]);
      if (gradient != 0) {
        exchange(gradient, layer, row, workspace.error, length);
        System.arraycopy(row, 0, matrix, at, length);
      }
    }
  }

  /** The products are vectorised; only their sum is not. */
  private static float sumOfProducts(float[] a, float[] b, float[] products, int length) {
    for (int i = 0; i < length; i++) {
      products[i] = a[i] * b[i];
    }
    // Eight sums, so that each addition waits for one long done.
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int i = 0; i < length; i += LANES) {
      s0 += products[i];
      s1 += products[i + 1];
      s2 += products[i + 2];
      s3 += products[i + 3];
      s4 += products[i + 4];
      s5 += products[i + 5];
      s6 += products[i + 6];
      s7 += products[i + 7];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  private static void exchange(float scale, float[] layer, float[] row, float[] error, int length) {
    for (int i = 0; i < length; i++) {
      float value = row[i];
      error[i] += scale * value;
      row[i] = value + scale * layer[i];
    }
  }

  private static void addMultiple(float scale, float[] from, float[] to, int length) {
    for (int i = 0; i < length; i++) {
      to[i] += scale * from[i];
    }
  }
}
