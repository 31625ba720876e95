package io.github.nlptoolkit.sequence.crf.train;

/** Operations on rows of equal length, each a loop that the compiler makes vector code of. */
final class Rows {

  private Rows() {}

  /** into += a * x. */
  static void add(double a, double[] x, double[] into) {
    for (int j = 0; j < into.length; j++) {
      into[j] += a * x[j];
    }
  }

  /**
   * into += the sum of some rows, each times its factor: four rows for one way through the target.
   *
   * @param factors as many as rows, from index 0
   * @param rows where the rows are
   * @param first the first of them
   * @param count how many
   */
  static void addAll(double[] factors, double[][] rows, int first, int count, double[] into) {
    int k = 0;
    for (; k + 3 < count; k += 4) {
      addFour(factors, k, rows, first + k, into);
    }
    for (; k < count; k++) {
      add(factors[k], rows[first + k], into);
    }
  }

  private static void addFour(double[] factors, int k, double[][] rows, int row, double[] into) {
    double a = factors[k];
    double b = factors[k + 1];
    double c = factors[k + 2];
    double d = factors[k + 3];
    double[] x = rows[row];
    double[] y = rows[row + 1];
    double[] z = rows[row + 2];
    double[] w = rows[row + 3];
    for (int j = 0; j < into.length; j++) {
      into[j] += a * x[j] + b * y[j] + (c * z[j] + d * w[j]);
    }
  }

  /** into *= x. */
  static void multiply(double[] into, double[] x) {
    for (int j = 0; j < into.length; j++) {
      into[j] *= x[j];
    }
  }

  /** into *= a. */
  static void scale(double[] into, double a) {
    for (int j = 0; j < into.length; j++) {
      into[j] *= a;
    }
  }

  /** into = x * y * a. */
  static void product(double[] x, double[] y, double a, double[] into) {
    for (int j = 0; j < into.length; j++) {
      into[j] = x[j] * y[j] * a;
    }
  }

  /** Four sums side by side: one would wait for each addition before the next. */
  static double sum(double[] values) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
    }
    for (; i < values.length; i++) {
      s0 += values[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
