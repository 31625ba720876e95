package io.github.nlptoolkit.eval.cluster;

/** How far two points are apart. */
public enum Distance {
  /** √Σ(a − b)². */
  EUCLIDEAN,
  /** 1 − cosine, 0 to 2; 1 from a zero vector to any other. */
  COSINE,
  /** Σ|a − b|. */
  MANHATTAN;

  /** Of rows that are normalised where the distance needs it. */
  double between(double[] a, double[] b) {
    double sum = 0;
    switch (this) {
      case EUCLIDEAN -> {
        for (int i = 0; i < a.length; i++) {
          double difference = a[i] - b[i];
          sum += difference * difference;
        }
        return Math.sqrt(sum);
      }
      case COSINE -> {
        for (int i = 0; i < a.length; i++) {
          sum += a[i] * b[i];
        }
        return Math.max(0, Math.min(2, 1 - sum));
      }
      case MANHATTAN -> {
        for (int i = 0; i < a.length; i++) {
          sum += Math.abs(a[i] - b[i]);
        }
        return sum;
      }
      default -> throw new AssertionError(this);
    }
  }
}
