package io.github.nlptoolkit.eval.metric;

/**
 * How far predicted numbers are from the right ones.
 *
 * @param meanSquaredError the mean of (predicted − gold)²; at least 0, lower is better; NaN if
 *     there are no numbers
 * @param meanAbsoluteError the mean of |predicted − gold|; at least 0, lower is better; NaN if
 *     there are no numbers
 * @param r2 1 − Σ(predicted − gold)² / Σ(gold − mean)², the share of the variance that is
 *     explained; at most 1, higher is better; NaN if the right numbers are constant or fewer than
 *     two
 */
public record Regression(double meanSquaredError, double meanAbsoluteError, double r2) {

  /**
   * Compares numbers.
   *
   * @param gold the right ones
   * @param predicted as many
   * @return the errors
   * @throws IllegalArgumentException if the arrays are not as long (both lengths are in the
   *     message) or a number is NaN or infinite
   */
  public static Regression of(double[] gold, double[] predicted) {
    Checks.sameLength("gold numbers", gold.length, "predicted numbers", predicted.length);
    Checks.finite("gold numbers", gold);
    Checks.finite("predicted numbers", predicted);
    double mean = 0;
    for (double one : gold) {
      mean += one / gold.length;
    }
    double squares = 0;
    double absolutes = 0;
    double spread = 0;
    for (int i = 0; i < gold.length; i++) {
      double error = predicted[i] - gold[i];
      squares += error * error;
      absolutes += Math.abs(error);
      spread += (gold[i] - mean) * (gold[i] - mean);
    }
    return new Regression(
        squares / gold.length,
        absolutes / gold.length,
        gold.length < 2 || spread == 0 ? Double.NaN : 1 - squares / spread);
  }

  /**
   * The root of the mean squared error.
   *
   * @return at least 0, in the numbers' unit, lower is better
   */
  public double rootMeanSquaredError() {
    return Math.sqrt(meanSquaredError);
  }
}
