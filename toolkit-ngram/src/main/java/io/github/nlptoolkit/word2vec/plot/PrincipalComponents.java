package io.github.nlptoolkit.word2vec.plot;

/**
 * The two directions that vectors differ in most (Pearson 1901), by orthogonal iteration on their
 * covariance; O(n d^2). Each component's sign is such that its largest value is positive, so that
 * the same vectors give the same picture.
 */
final class PrincipalComponents {

  private static final int STEPS = 300;
  private static final int COMPONENTS = 2;

  private PrincipalComponents() {}

  /**
   * The places of vectors in the plane.
   *
   * @param rows the vectors, all of one length
   * @return x and y of each
   */
  static double[][] project(float[][] rows) {
    int dimension = rows.length == 0 ? 0 : rows[0].length;
    double[] mean = new double[dimension];
    for (float[] row : rows) {
      for (int i = 0; i < dimension; i++) {
        mean[i] += row[i] / (double) rows.length;
      }
    }
    double[][] covariance = covariance(rows, mean);
    double[][] axes = axes(covariance);
    double[][] places = new double[rows.length][COMPONENTS];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < COMPONENTS; c++) {
        for (int i = 0; i < dimension; i++) {
          places[r][c] += (rows[r][i] - mean[i]) * axes[c][i];
        }
      }
    }
    return places;
  }

  private static double[][] covariance(float[][] rows, double[] mean) {
    int dimension = mean.length;
    double[][] covariance = new double[dimension][dimension];
    double[] centred = new double[dimension];
    for (float[] row : rows) {
      for (int i = 0; i < dimension; i++) {
        centred[i] = row[i] - mean[i];
      }
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += centred[i] * centred[j];
        }
      }
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private static double[][] axes(double[][] covariance) {
    int dimension = covariance.length;
    double[][] axes = new double[COMPONENTS][dimension];
    for (int i = 0; i < dimension; i++) {
      axes[0][i] = 1 + i / (double) dimension;
      axes[1][i] = i % 2 == 0 ? 1 : -1;
    }
    for (int step = 0; step < STEPS; step++) {
      for (int c = 0; c < COMPONENTS; c++) {
        axes[c] = times(covariance, axes[c]);
      }
      double shared = dot(axes[0], axes[1]) / Math.max(dot(axes[0], axes[0]), Double.MIN_NORMAL);
      for (int i = 0; i < dimension; i++) {
        axes[1][i] -= shared * axes[0][i];
      }
      normalise(axes[0]);
      normalise(axes[1]);
    }
    return axes;
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] result = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      result[i] = dot(matrix[i], vector);
    }
    return result;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void normalise(double[] vector) {
    double norm = Math.sqrt(dot(vector, vector));
    double largest = 0;
    for (double value : vector) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    double scale = norm == 0 ? 0 : Math.signum(largest) / norm;
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
  }
}
