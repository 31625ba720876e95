package io.github.nlptoolkit.vectors.cluster;

/** Clusters of dense regions, and how surely rows belong to them. Immutable and thread-safe. */
public final class HdbscanClusters {
  private final int[] labels;
  private final double[] probabilities;
  private final int clusters;

  HdbscanClusters(int[] labels, double[] probabilities, int clusters) {
    this.labels = labels;
    this.probabilities = probabilities;
    this.clusters = clusters;
  }

  /**
   * How many clusters there are.
   *
   * @return at least 0
   */
  public int clusters() {
    return clusters;
  }

  /**
   * The cluster of each row.
   *
   * @return a copy: numbers from 0, in the order of the tree from its root down; -1 for a row in
   *     none
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * How surely each row belongs to its cluster: the density at which it leaves the cluster, in
   * parts of the density at which the cluster ends.
   *
   * @return a copy: values in [0, 1], 0 for a row in no cluster
   */
  public double[] probabilities() {
    return probabilities.clone();
  }
}
