package io.github.nlptoolkit.bert.internal.shorttext;

/**
 * Poolings of one text's rows, in the numbers and with the meaning of {@code pooling.py}; and the
 * module that makes vectors of unit length, the only one that is here.
 */
public final class RowPooling {
  private static final double LEAST_LENGTH = 1e-12;

  private RowPooling() {}

  /**
   * Whether some modules are all here.
   *
   * @param modules their codes
   * @return whether there is none but the one for unit length
   */
  public static boolean has(long[] modules) {
    return modules.length == 0 || (modules.length == 1 && modules[0] == 0);
  }

  /**
   * Pools a text.
   *
   * @param rows where its rows are, {@link VectorLoops#ROW} numbers apart
   * @param from where the first one is
   * @param tokens how many rows
   * @param size how many columns
   * @param modes the poolings, whose results are put side by side
   * @param skip how many rows at the start do not count; if these are all, all count
   * @param modules what follows: see {@link #has}
   * @return the vector
   */
  public static float[] pool(
      float[] rows, int from, int tokens, int size, long[] modes, int skip, long[] modules) {
    float[] pooled = new float[modes.length * size];
    int skipped = skip < tokens ? skip : 0;
    for (int i = 0; i < modes.length; i++) {
      pool((int) modes[i], rows, from, skipped, tokens, size, pooled, i * size);
    }
    if (modules.length > 0) {
      toUnitLength(pooled);
    }
    return pooled;
  }

  private static void pool(
      int mode, float[] rows, int from, int first, int tokens, int size, float[] pooled, int to) {
    switch (mode) {
      case 0 -> System.arraycopy(rows, from + first * VectorLoops.ROW, pooled, to, size);
      case 1 -> {
        System.arraycopy(rows, from + first * VectorLoops.ROW, pooled, to, size);
        for (int row = first + 1; row < tokens; row++) {
          for (int j = 0; j < size; j++) {
            pooled[to + j] = Math.max(pooled[to + j], rows[from + row * VectorLoops.ROW + j]);
          }
        }
      }
      case 2 -> mean(rows, from, first, tokens, size, pooled, to, tokens - first);
      case 3 -> mean(rows, from, first, tokens, size, pooled, to, Math.sqrt(tokens - first));
      case 4 -> weightedMean(rows, from, first, tokens, size, pooled, to);
      default -> System.arraycopy(rows, from + (tokens - 1) * VectorLoops.ROW, pooled, to, size);
    }
  }

  private static void mean(
      float[] rows,
      int from,
      int first,
      int tokens,
      int size,
      float[] pooled,
      int to,
      double divisor) {
    for (int row = first; row < tokens; row++) {
      for (int j = 0; j < size; j++) {
        pooled[to + j] += rows[from + row * VectorLoops.ROW + j];
      }
    }
    for (int j = 0; j < size; j++) {
      pooled[to + j] = (float) (pooled[to + j] / divisor);
    }
  }

  private static void weightedMean(
      float[] rows, int from, int first, int tokens, int size, float[] pooled, int to) {
    float sum = 0;
    for (int row = first; row < tokens; row++) {
      float weight = row + 1;
      sum += weight;
      for (int j = 0; j < size; j++) {
        pooled[to + j] += weight * rows[from + row * VectorLoops.ROW + j];
      }
    }
    for (int j = 0; j < size; j++) {
      pooled[to + j] /= sum;
    }
  }

  private static void toUnitLength(float[] x) {
    double squares = 0;
    for (float value : x) {
      squares += (double) value * value;
    }
    double length = Math.max(Math.sqrt(squares), LEAST_LENGTH);
    for (int j = 0; j < x.length; j++) {
      x[j] = (float) (x[j] / length);
    }
  }
}
