package io.github.nlptoolkit.bert.internal.shorttext;

import io.github.nlptoolkit.bert.family.Activation;

/**
 * The inner loops of the encoder over a few rows. Rows lie in flat arrays, each at its place and
 * apart from the next by a stride. Immutable and thread-safe.
 */
interface VectorLoops {
  /**
   * How many columns of a weight lie together: two vectors.
   *
   * @return a power of two
   */
  int panelColumns();

  /**
   * How many rows go through a panel at once.
   *
   * @return the numbers there are loops for, rising
   */
  int[] heights();

  /**
   * Multiplies rows with a panel of a weight and adds the bias.
   *
   * @param height how many rows, one of {@link #heights}
   * @param x the rows
   * @param from where the first one is in {@code x}
   * @param stride how far the next one is from it
   * @param weight the weight
   * @param panel which panel
   * @param y gets the products
   * @param to where those of the first row go
   * @param toStride how far those of the next row are from them
   */
  void multiply(
      int height,
      float[] x,
      int from,
      int stride,
      PanelWeight weight,
      int panel,
      float[] y,
      int to,
      int toStride);

  /**
   * Adds a row to another and norms the sum to mean 0 and variance 1, scaled and shifted.
   *
   * @param x the row; gets the result
   * @param from where it is
   * @param added what is added
   * @param addedFrom where that is
   * @param scale a factor for each column
   * @param shift a summand for each column
   * @param eps added to the variance
   */
  void addAndNorm(
      float[] x, int from, float[] added, int addedFrom, float[] scale, float[] shift, float eps);

  /**
   * The softmax of a row times a factor.
   *
   * @param x the row; gets the result
   * @param from where it is
   * @param count how many values; what follows up to the next multiple of {@link #panelColumns} is
   *     overwritten
   * @param factor the factor, positive
   */
  void softmax(float[] x, int from, int count, float factor);

  /**
   * Applies an activation.
   *
   * @param activation the activation
   * @param x the values; gets the results
   * @param from where they are
   * @param count how many, a multiple of {@link #panelColumns}
   */
  void activate(Activation activation, float[] x, int from, int count);
}
