package io.github.nlptoolkit.ngram;

/** Finds the weights of a mixture by expectation maximisation. */
final class MixtureTuning {
  private static final int MAX_STEPS = 200;
  private static final double LEAST_GAIN = 1e-7;

  private MixtureTuning() {}

  /**
   * The weights that make tokens most probable.
   *
   * @param probabilities by model and token
   * @param start weights to start from, none of them 0
   */
  static double[] weights(double[][] probabilities, double[] start) {
    double[] weights = start.clone();
    int tokens = probabilities[0].length;
    double last = Double.NEGATIVE_INFINITY;
    for (int step = 0; step < MAX_STEPS && tokens > 0; step++) {
      double[] shares = new double[weights.length];
      double log10 = 0;
      double counted = 0;
      for (int token = 0; token < tokens; token++) {
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
          sum += weights[m] * probabilities[m][token];
        }
        if (sum > 0) {
          // A token that no model gives any probability says nothing about the weights.
          for (int m = 0; m < weights.length; m++) {
            shares[m] += weights[m] * probabilities[m][token] / sum;
          }
          log10 += Math.log10(sum);
          counted++;
        }
      }
      if (counted == 0 || log10 / counted - last < LEAST_GAIN) {
        break;
      }
      last = log10 / counted;
      for (int m = 0; m < weights.length; m++) {
        weights[m] = shares[m] / counted;
      }
    }
    return weights;
  }
}
