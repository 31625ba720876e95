package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;

/** How far two vectors are from each other. Immutable and thread-safe. */
public enum DistanceMetric {
  /** The length of the difference: {@code sqrt(sum (a - b)²)}, in [0, ∞). */
  EUCLIDEAN,
  /** The sum of absolute differences, in [0, ∞). */
  MANHATTAN,
  /** One less the cosine, in [0, 2]; a vector of zeros has none. */
  COSINE;

  /** The distance of two rows, summed in double precision. */
  double between(float[] a, float[] b) {
    return switch (this) {
      case EUCLIDEAN -> Math.sqrt(squared(a, b));
      case MANHATTAN -> {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
          sum += Math.abs((double) a[i] - b[i]);
        }
        yield sum;
      }
      case COSINE -> {
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
          product += (double) a[i] * b[i];
          squaresA += (double) a[i] * a[i];
          squaresB += (double) b[i] * b[i];
        }
        yield Math.max(0, 1 - product / (Math.sqrt(squaresA) * Math.sqrt(squaresB)));
      }
    };
  }

  static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * Copies the rows, an array each.
   *
   * @throws IllegalArgumentException if a value is NaN or infinite, or a row is zero and the metric
   *     is {@link #COSINE}; the message has the row
   */
  float[][] checkedRows(Embeddings vectors) {
    float[][] rows = new float[vectors.count()][];
    for (int i = 0; i < rows.length; i++) {
      float[] row = vectors.vector(i);
      boolean zero = true;
      for (float value : row) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException("row " + i + " must be finite, got " + value);
        }
        zero &= value == 0;
      }
      if (zero && this == COSINE) {
        throw new IllegalArgumentException(
            "row " + i + " must not be zero: a vector of zeros has no cosine");
      }
      rows[i] = row;
    }
    return rows;
  }
}
