package io.github.nlptoolkit.word2vec;

/** Arithmetic on single vectors. */
final class Vectors {

  private Vectors() {}

  static float norm(float[] values, int at, int length) {
    double sum = 0;
    for (int i = at; i < at + length; i++) {
      sum += (double) values[i] * values[i];
    }
    return (float) Math.sqrt(sum);
  }

  /** The vector divided by its length, in place; a zero vector stays. */
  static float[] normalise(float[] vector) {
    float norm = norm(vector, 0, vector.length);
    if (norm > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= norm;
      }
    }
    return vector;
  }

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** 0 if one of them is zero. */
  static float cosine(float[] a, float[] b) {
    double norms = (double) norm(a, 0, a.length) * norm(b, 0, b.length);
    return norms == 0 ? 0 : (float) Math.max(-1, Math.min(1, dot(a, b) / norms));
  }
}
