package io.github.nlptoolkit.vectors.cluster;

import java.util.BitSet;
import java.util.Objects;

/** Clusters of dense regions, with the rows in none. Immutable and thread-safe. */
public final class DensityClusters {
  private final int[] labels;
  private final BitSet core;
  private final int clusters;

  DensityClusters(int[] labels, BitSet core, int clusters) {
    this.labels = labels;
    this.core = core;
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
   * @return a copy: numbers from 0, in the order of the first core row; -1 for a row in none
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Whether a row has enough neighbours.
   *
   * @param row the row
   * @return whether it is a core of its cluster
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public boolean isCore(int row) {
    Objects.checkIndex(row, labels.length);
    return core.get(row);
  }
}
