package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;

/** Clusters around centres. Immutable and thread-safe. */
public final class KMeansClusters {
  private final int[] labels;
  private final double[][] centres;
  private final double inertia;
  private final int iterations;
  private final boolean spherical;

  KMeansClusters(
      int[] labels, double[][] centres, double inertia, int iterations, boolean spherical) {
    this.labels = labels;
    this.centres = centres;
    this.inertia = inertia;
    this.iterations = iterations;
    this.spherical = spherical;
  }

  /**
   * The cluster of each row.
   *
   * @return a copy: the index of its centre
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * The centres: the means of their rows, of unit length if the clustering is spherical.
   *
   * @return a copy, k × dimension
   */
  public double[][] centres() {
    double[][] copy = new double[centres.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = centres[i].clone();
    }
    return copy;
  }

  /**
   * The sum of squared distances of rows to their centres, each times its weight.
   *
   * @return at least 0, lower is better
   */
  public double inertia() {
    return inertia;
  }

  /**
   * How many times the centres moved: iterations, or batches.
   *
   * @return at least 1
   */
  public int iterations() {
    return iterations;
  }

  /**
   * The nearest centre of other vectors.
   *
   * @param vectors finite vectors
   * @return for each the index of a centre; of equals the first
   * @throws IllegalArgumentException if the dimensions differ or a value is not finite
   */
  public int[] predict(Embeddings vectors) {
    int dimension = centres[0].length;
    if (vectors.dimension() != dimension) {
      throw new IllegalArgumentException(
          "dimensions must be equal, got " + vectors.dimension() + " and " + dimension);
    }
    ClusteredRows rows = new ClusteredRows(vectors, spherical);
    NearestCentres nearest = new NearestCentres(rows);
    nearest.update(centres);
    return nearest.labels();
  }
}
