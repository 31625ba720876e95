package io.github.nlptoolkit.word2vec.internal.kernel;

/**
 * The inner loops. Ranges are the caller's to check; a "padded" length is a multiple of {@link
 * #lanes()}. Immutable and thread-safe; threads that train on one matrix race, and are meant to
 * (Recht, Re, Wright, Niu 2011, "Hogwild!").
 */
public interface VectorKernel {

  /**
   * What padded lengths are multiples of.
   *
   * @return at least 1
   */
  int lanes();

  /**
   * A dot product.
   *
   * @param a an array
   * @param atA where its part starts
   * @param b an array
   * @param atB where its part starts
   * @param length how many values, any number
   * @return the sum of products
   */
  float dot(float[] a, int atA, float[] b, int atB, int length);

  /**
   * Dot products of one vector with rows that lie one after another.
   *
   * @param query an array with the vector
   * @param rows an array with the rows
   * @param at where the first row starts
   * @param length how many values in each row, any number
   * @param count how many rows
   * @param result where the products go, from 0 on
   */
  void dots(float[] query, float[] rows, int at, int length, int count, float[] result);

  /**
   * Sets the hidden layer to a multiple of the sum of rows of a matrix.
   *
   * @param scale a factor
   * @param matrix the matrix
   * @param rows the numbers of the rows, which may come twice
   * @param count how many of them
   * @param length how many values in each row, padded
   * @param workspace gets the hidden layer
   */
  void gather(float scale, float[] matrix, int[] rows, int count, int length, Workspace workspace);

  /**
   * Adds the error to each of the rows of a matrix; a row that comes twice gets it twice.
   *
   * @param scale a factor
   * @param matrix the matrix
   * @param rows the numbers of the rows
   * @param count how many of them
   * @param length how many values in each row, padded
   * @param workspace has the error
   */
  void scatter(float scale, float[] matrix, int[] rows, int count, int length, Workspace workspace);

  /**
   * One training step: for each output row, in order, the gradient {@code g = rate * (label -
   * logistic(hidden . row))}; the error, which starts at zero, grows by {@code g * row}, then the
   * row by {@code g * hidden}.
   *
   * @param hidden an array with the hidden layer
   * @param atHidden where it starts
   * @param targets the output rows, their labels and the rate
   * @param logistic how to compute it
   * @param length the dimension, padded
   * @param workspace gets the error; its hidden layer may be {@code hidden}
   */
  void step(
      float[] hidden,
      int atHidden,
      Targets targets,
      Logistic logistic,
      int length,
      Workspace workspace);
}
