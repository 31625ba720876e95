package io.github.nlptoolkit.sequence.hmm;

import java.util.random.RandomGenerator;

/** A normal distribution of vectors, by the Cholesky factor of its covariances. */
final class NormalDistribution {
  private static final double SYMMETRY = 1e-9;

  private final double[] mean;
  private final double[][] factor;
  private final double logNorm;

  /**
   * Makes the distribution.
   *
   * @throws IllegalArgumentException if the matrix is not symmetric and positive definite, or a
   *     value is not finite
   */
  NormalDistribution(String name, double[] mean, double[][] covariance) {
    this.mean = mean;
    this.factor = factor(name, covariance);
    double logDeterminant = 0;
    for (int i = 0; i < mean.length; i++) {
      if (!Double.isFinite(mean[i])) {
        throw new IllegalArgumentException("a mean must be finite, got " + mean[i]);
      }
      logDeterminant += 2 * Math.log(factor[i][i]);
    }
    this.logNorm = -0.5 * (mean.length * Math.log(2 * Math.PI) + logDeterminant);
  }

  private static double[][] factor(String name, double[][] covariance) {
    int size = covariance.length;
    double[][] factor = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = covariance[i][j];
        if (Math.abs(sum - covariance[j][i]) > SYMMETRY * Math.max(1, Math.abs(sum))) {
          throw new IllegalArgumentException(name + " must be symmetric");
        }
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        if (i == j && !(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              name + " must be positive definite, got " + sum + " in dimension " + i);
        }
        factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
      }
    }
    return factor;
  }

  double logDensity(double[] vector) {
    double square = 0;
    double[] solved = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      double sum = vector[i] - mean[i];
      for (int k = 0; k < i; k++) {
        sum -= factor[i][k] * solved[k];
      }
      solved[i] = sum / factor[i][i];
      square += solved[i] * solved[i];
    }
    return logNorm - 0.5 * square;
  }

  double[] sample(RandomGenerator random) {
    double[] normal = new double[mean.length];
    double[] vector = mean.clone();
    for (int i = 0; i < mean.length; i++) {
      normal[i] = random.nextGaussian();
      for (int k = 0; k <= i; k++) {
        vector[i] += factor[i][k] * normal[k];
      }
    }
    return vector;
  }
}
