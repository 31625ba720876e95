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

  /** into += a * x + b * y + c * z + d * w: four rows for one way through the target. */
  static void addFour(
      double a,
      double[] x,
      double b,
      double[] y,
      double c,
      double[] z,
      double d,
      double[] w,
      double[] into) {
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
