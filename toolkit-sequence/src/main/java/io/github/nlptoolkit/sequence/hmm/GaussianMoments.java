package io.github.nlptoolkit.sequence.hmm;

/** Sums of observations and of their products, weighted by how probable each state is. */
final class GaussianMoments implements Hmm.Emissions {
  private final double[] weights;
  private final double[][] sums;
  private final double[][][] products;

  GaussianMoments(int states, int dimensions) {
    weights = new double[states];
    sums = new double[states][dimensions];
    products = new double[states][dimensions][dimensions];
  }

  @Override
  public void add(Object observations, double[] posteriors) {
    double[][] vectors = (double[][]) observations;
    for (int t = 0; t < vectors.length; t++) {
      for (int j = 0; j < weights.length; j++) {
        add(j, vectors[t], posteriors[t * weights.length + j]);
      }
    }
  }

  private void add(int state, double[] vector, double weight) {
    weights[state] += weight;
    for (int i = 0; i < vector.length; i++) {
      sums[state][i] += weight * vector[i];
      for (int k = 0; k <= i; k++) {
        products[state][i][k] += weight * vector[i] * vector[k];
      }
    }
  }

  @Override
  public void add(Hmm.Emissions other) {
    GaussianMoments that = (GaussianMoments) other;
    for (int j = 0; j < weights.length; j++) {
      weights[j] += that.weights[j];
      for (int i = 0; i < sums[j].length; i++) {
        sums[j][i] += that.sums[j][i];
        for (int k = 0; k <= i; k++) {
          products[j][i][k] += that.products[j][i][k];
        }
      }
    }
  }

  double weight(int state) {
    return weights[state];
  }

  double[] mean(int state) {
    double[] mean = sums[state].clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= weights[state];
    }
    return mean;
  }

  /** The covariances about the mean, with a prior on the diagonal. */
  double[][] covariance(int state, boolean full, double prior) {
    double[] mean = mean(state);
    double[][] covariance = new double[mean.length][mean.length];
    for (int i = 0; i < mean.length; i++) {
      for (int k = full ? 0 : i; k <= i; k++) {
        double value =
            (products[state][i][k] + (i == k ? prior : 0)) / weights[state] - mean[i] * mean[k];
        covariance[i][k] = value;
        covariance[k][i] = value;
      }
    }
    return covariance;
  }
}
