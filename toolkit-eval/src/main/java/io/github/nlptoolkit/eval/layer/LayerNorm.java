package io.github.nlptoolkit.eval.layer;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016): (x − mean) / √(variance + ε) · weight + bias
 * over each row, with the biased variance. Equal to torch 2.15. Immutable and thread-safe.
 */
public final class LayerNorm {
  private final double[] weight;
  private final double[] bias;
  private final double epsilon;

  private LayerNorm(double[] weight, double[] bias, double epsilon) {
    this.weight = weight;
    this.bias = bias;
    this.epsilon = epsilon;
  }

  /**
   * Makes a layer.
   *
   * @param weight a factor for each place of a row
   * @param bias a summand for each
   * @param epsilon what is added to the variance, at least 0; 1e-12 in BERT, 1e-5 in torch
   * @return the layer
   * @throws IllegalArgumentException if the arrays are not as long (both lengths are in the
   *     message) or epsilon is below 0
   */
  public static LayerNorm of(double[] weight, double[] bias, double epsilon) {
    Rows.sameLength("weight", weight.length, "bias", bias.length);
    Rows.atLeastZero(epsilon);
    return new LayerNorm(weight.clone(), bias.clone(), epsilon);
  }

  /**
   * Normalises a row.
   *
   * @param row as many numbers as there are weights
   * @return the row; the bias where all numbers are the same; the caller's own
   * @throws IllegalArgumentException if the row is of another length
   */
  public double[] apply(double... row) {
    Rows.sameLength("row", row.length, "weight", weight.length);
    double mean = Rows.mean(row);
    double squares = 0;
    for (double value : row) {
      squares += (value - mean) * (value - mean);
    }
    double scale = 1 / Math.sqrt(squares / row.length + epsilon);
    double[] normal = new double[row.length];
    for (int i = 0; i < normal.length; i++) {
      normal[i] = (row[i] - mean) * scale * weight[i] + bias[i];
    }
    return normal;
  }
}
