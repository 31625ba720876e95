package io.github.nlptoolkit.vectors.internal.panel;

/**
 * The inner loop of the dot product: a few queries at a time against the rows of a panel. A product
 * does not depend on how many queries there are, nor on its row's place in the panel. Immutable and
 * thread-safe.
 */
interface ProductKernel {
  /** The most queries of one call. */
  int QUERIES = 4;

  /**
   * Multiplies queries with all rows of a panel.
   *
   * @param panel the rows, column by column
   * @param queries an array with the queries, each as long as the panel has columns
   * @param at where the first query starts; the others follow
   * @param count how many queries, 1 to {@link #QUERIES}
   * @param products gets the products of query {@code i} in {@code products[i]}, from 0 on
   * @param rows how many rows the panel has
   */
  void products(float[][] panel, float[] queries, int at, int count, float[][] products, int rows);

  /**
   * Multiplies two vectors.
   *
   * @param a an array with one
   * @param atA where it starts
   * @param b an array with the other
   * @param atB where that starts
   * @param length how many values they have
   * @return the sum of the products
   */
  float product(float[] a, int atA, float[] b, int atB, int length);
}
