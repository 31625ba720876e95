package io.github.nlptoolkit.bert.internal.shorttext;

import io.github.nlptoolkit.bert.family.Activation;

/**
 * The inner loops of the encoder over a few rows. Rows lie in flat arrays, {@link #ROW} numbers
 * apart. Immutable and thread-safe.
 */
interface VectorLoops {
  /**
   * How far a row is from the next one. A constant, so that one register addresses all rows of a
   * loop: with one for each row there are too few, and loops took up to twice as long. No multiple
   * of 1024, as all rows would then be kept in the same places of the cache.
   */
  int ROW = 4112;

  /**
   * How many numbers fill the cache line that an array's header of 16 bytes begins: behind them
   * numbers are aligned, if the array is. G1, the JVM's default collector, begins a region with an
   * array that is larger than half a one, and never moves it.
   */
  int LEAD = 12;

  /** Rounds up to a multiple. */
  static int roundUp(int count, int multiple) {
    return (count + multiple - 1) / multiple * multiple;
  }

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
   * @param weight the weight
   * @param panel which panel
   * @param y gets the products
   * @param to where those of the first row go
   */
  void multiply(int height, float[] x, int from, PanelWeight weight, int panel, float[] y, int to);

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
   * @param panels how many times {@link #panelColumns} values; minus infinity becomes 2e-35 at most
   * @param factor the factor, positive
   */
  void softmax(float[] x, int from, int panels, float factor);

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
