package io.github.nlptoolkit.eval.layer;

import java.util.Arrays;

/**
 * Batch normalisation (Ioffe and Szegedy 2015), equal to torch 2.15: in training, each column is
 * normalised by its own mean and biased variance, and moving averages are kept of the mean and the
 * unbiased variance, r = (1 − momentum) r + momentum x; at inference, by the moving averages.
 *
 * <p>Rows are items; of an input with more axes, one row for each item and place. Not thread-safe.
 */
public final class BatchNorm {
  private final double[] weight;
  private final double[] bias;
  private final double epsilon;
  private final double momentum;
  private final double[] runningMean;
  private final double[] runningVariance;
  private long batches;

  private BatchNorm(double[] weight, double[] bias, double epsilon, double momentum) {
    this.weight = weight;
    this.bias = bias;
    this.epsilon = epsilon;
    this.momentum = momentum;
    this.runningMean = new double[weight.length];
    this.runningVariance = new double[weight.length];
    Arrays.fill(runningVariance, 1);
  }

  /**
   * Makes a layer whose moving averages are 0 and 1.
   *
   * @param weight a factor for each column; 1 for none
   * @param bias a summand for each column; 0 for none
   * @param epsilon what is added to the variance, at least 0; 1e-5 in torch
   * @param momentum how much a new batch counts, in [0, 1], 0.1 in torch; NaN for the mean over all
   *     batches
   * @return the layer
   * @throws IllegalArgumentException if the arrays are not as long (both lengths are in the
   *     message), epsilon is below 0 or the momentum above 1 or below 0
   */
  public static BatchNorm of(double[] weight, double[] bias, double epsilon, double momentum) {
    Rows.sameLength("weight", weight.length, "bias", bias.length);
    Rows.atLeastZero(epsilon);
    if (momentum < 0 || momentum > 1) {
      throw new IllegalArgumentException("momentum must be in [0, 1] or NaN, got " + momentum);
    }
    return new BatchNorm(weight.clone(), bias.clone(), epsilon, momentum);
  }

  /**
   * Normalises a batch by itself and moves the averages.
   *
   * @param rows at least two, each with a number for each column
   * @return the rows; the caller's own
   * @throws IllegalArgumentException if there are fewer than two rows, which have no variance, or
   *     one is of another length
   */
  public double[][] train(double[][] rows) {
    if (rows.length < 2) {
      throw new IllegalArgumentException("training needs at least 2 rows, got " + rows.length);
    }
    check(rows);
    batches++;
    double share = Double.isNaN(momentum) ? 1.0 / batches : momentum;
    double[] means = new double[weight.length];
    double[] variances = new double[weight.length];
    for (int c = 0; c < means.length; c++) {
      int column = c;
      means[c] = Rows.mean(Arrays.stream(rows).mapToDouble(row -> row[column]).toArray());
      double squares = 0;
      for (double[] row : rows) {
        squares += (row[c] - means[c]) * (row[c] - means[c]);
      }
      variances[c] = squares / rows.length;
      runningMean[c] = (1 - share) * runningMean[c] + share * means[c];
      runningVariance[c] = (1 - share) * runningVariance[c] + share * squares / (rows.length - 1);
    }
    return normalised(rows, means, variances);
  }

  /**
   * Normalises rows by the moving averages.
   *
   * @param rows each with a number for each column
   * @return the rows; the caller's own
   * @throws IllegalArgumentException if a row is of another length
   */
  public double[][] infer(double[][] rows) {
    check(rows);
    return normalised(rows, runningMean, runningVariance);
  }

  /**
   * The moving average of the means.
   *
   * @return one for each column; the caller's own
   */
  public double[] runningMean() {
    return runningMean.clone();
  }

  /**
   * The moving average of the variances.
   *
   * @return one for each column; the caller's own
   */
  public double[] runningVariance() {
    return runningVariance.clone();
  }

  private void check(double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      Rows.sameLength("row " + i, rows[i].length, "weight", weight.length);
    }
  }

  private double[][] normalised(double[][] rows, double[] means, double[] variances) {
    double[][] normal = new double[rows.length][weight.length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < weight.length; c++) {
        normal[i][c] =
            (rows[i][c] - means[c]) / Math.sqrt(variances[c] + epsilon) * weight[c] + bias[c];
      }
    }
    return normal;
  }
}
