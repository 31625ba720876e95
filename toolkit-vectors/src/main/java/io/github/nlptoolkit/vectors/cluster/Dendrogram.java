package io.github.nlptoolkit.vectors.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * The tree of an agglomerative clustering: every row by itself at the bottom, one cluster at the
 * top. Immutable and thread-safe.
 */
public final class Dendrogram {
  private final int rows;
  private final List<Merge> merges;

  Dendrogram(int rows, List<Merge> merges) {
    this.rows = rows;
    this.merges = List.copyOf(merges);
  }

  /**
   * How many rows were clustered.
   *
   * @return at least 1
   */
  public int rows() {
    return rows;
  }

  /**
   * The merges in the order of their heights.
   *
   * @return one fewer than rows; unmodifiable
   */
  public List<Merge> merges() {
    return merges;
  }

  /**
   * Undoes the highest merges.
   *
   * @param clusters how many clusters are wanted, in [1, rows]
   * @return the cluster of each row, numbered by first appearance
   * @throws IllegalArgumentException if the number is out of range
   */
  public int[] cut(int clusters) {
    if (clusters < 1 || clusters > rows) {
      throw new IllegalArgumentException(
          "clusters must be in [1, " + rows + "], the number of rows, got " + clusters);
    }
    return labels(rows - clusters);
  }

  /**
   * Undoes the merges at a height or above.
   *
   * @param height clusters at this distance or farther stay apart, as scikit-learn's {@code
   *     distance_threshold}
   * @return the cluster of each row, numbered by first appearance
   * @throws IllegalArgumentException if the height is NaN
   */
  public int[] cutAt(double height) {
    if (Double.isNaN(height)) {
      throw new IllegalArgumentException("height must be a number, got NaN");
    }
    int below = 0;
    while (below < merges.size() && merges.get(below).height() < height) {
      below++;
    }
    return labels(below);
  }

  private int[] labels(int done) {
    int[] parent = new int[rows + done];
    Arrays.setAll(parent, i -> i);
    for (int i = 0; i < done; i++) {
      parent[merges.get(i).first()] = rows + i;
      parent[merges.get(i).second()] = rows + i;
    }
    // A parent has a higher number than its children.
    for (int i = parent.length - 1; i >= 0; i--) {
      parent[i] = parent[parent[i]];
    }
    int[] number = new int[parent.length];
    Arrays.fill(number, -1);
    int[] labels = new int[rows];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      int root = parent[row];
      if (number[root] < 0) {
        number[root] = next++;
      }
      labels[row] = number[root];
    }
    return labels;
  }
}
