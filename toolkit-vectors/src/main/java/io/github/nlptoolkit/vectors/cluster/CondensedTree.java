package io.github.nlptoolkit.vectors.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * A tree of single linkage without the parts that are too small: rows leave a cluster, and it ends
 * when it falls into two that are large enough. Densities are reciprocals of distances. Clusters
 * have numbers from the number of rows on, the root first. Not thread-safe.
 */
final class CondensedTree {
  private final List<Merge> merges;
  private final int rows;
  private final int minClusterSize;

  /** What leaves what, a row or a cluster; at which density; how many rows it has. */
  private final int[] parents;

  private final int[] children;
  private final double[] densities;
  private final int[] sizes;
  private int entries;
  private int clusters = 1;

  CondensedTree(List<Merge> merges, int rows, int minClusterSize) {
    this.merges = merges;
    this.rows = rows;
    this.minClusterSize = minClusterSize;
    int most = 2 * rows;
    this.parents = new int[most];
    this.children = new int[most];
    this.densities = new double[most];
    this.sizes = new int[most];
    condense();
  }

  private int size(int node) {
    return node < rows ? 1 : merges.get(node - rows).size();
  }

  /** From the root down, level by level. */
  private void condense() {
    int[] queue = new int[2 * rows - 1];
    int[] clusterOf = new int[2 * rows - 1];
    int end = 0;
    queue[end++] = 2 * rows - 2;
    clusterOf[2 * rows - 2] = rows;
    for (int next = 0; next < end; next++) {
      int node = queue[next];
      Merge merge = merges.get(node - rows);
      int cluster = clusterOf[node];
      double density = merge.height() > 0 ? 1 / merge.height() : Double.POSITIVE_INFINITY;
      boolean left = size(merge.first()) >= minClusterSize;
      boolean right = size(merge.second()) >= minClusterSize;
      for (int part : new int[] {merge.first(), merge.second()}) {
        if (size(part) < minClusterSize) {
          leave(part, cluster, density);
          continue;
        }
        clusterOf[part] = cluster;
        if (left && right) {
          clusterOf[part] = rows + clusters++;
          add(cluster, clusterOf[part], density, size(part));
        }
        if (part >= rows) {
          queue[end++] = part;
        }
      }
    }
  }

  private void add(int parent, int child, double density, int size) {
    parents[entries] = parent;
    children[entries] = child;
    densities[entries] = density;
    sizes[entries++] = size;
  }

  private void leave(int node, int cluster, double density) {
    int[] stack = new int[size(node)];
    int depth = 0;
    stack[depth++] = node;
    while (depth > 0) {
      int top = stack[--depth];
      if (top < rows) {
        add(cluster, top, density, 1);
      } else {
        stack[depth++] = merges.get(top - rows).second();
        stack[depth++] = merges.get(top - rows).first();
      }
    }
  }

  /**
   * Takes clusters.
   *
   * @param selection which
   * @param singleCluster whether the root may be one
   * @param largest how many rows a cluster by the excess of mass may have
   * @param epsilon clusters that part at a smaller distance are joined; 0 for none
   */
  HdbscanClusters clusters(
      ClusterSelection selection, boolean singleCluster, int largest, double epsilon) {
    int[] above = new int[clusters];
    double[] births = new double[clusters];
    for (int i = 0; i < entries; i++) {
      if (children[i] >= rows) {
        above[children[i] - rows] = parents[i] - rows;
        births[children[i] - rows] = densities[i];
      }
    }
    boolean[] taken =
        selection == ClusterSelection.LEAF
            ? leaves()
            : mostStable(above, births, singleCluster, largest);
    if (epsilon > 0 && !taken[0]) {
      taken = joined(taken, above, births, singleCluster, epsilon);
    }
    int[] numbers = new int[clusters];
    int count = 0;
    for (int cluster = 0; cluster < clusters; cluster++) {
      numbers[cluster] = taken[cluster] ? count++ : -1;
    }
    // The cluster that each one's rows count for: itself, or one above; 0, the root, if none.
    int[] counted = new int[clusters];
    double[] ends = new double[clusters];
    for (int i = 0; i < entries; i++) {
      int parent = parents[i] - rows;
      ends[parent] = Math.max(ends[parent], densities[i]);
      if (children[i] >= rows) {
        int child = children[i] - rows;
        counted[child] = taken[child] ? child : counted[parent];
      }
    }
    // As the root, one cluster has the rows that are dense enough, which may be none.
    boolean isOne = taken[0] && count == 1;
    double threshold = epsilon > 0 ? 1 / epsilon : ends[0];
    int[] labels = new int[rows];
    double[] probabilities = new double[rows];
    for (int i = 0; i < entries; i++) {
      if (children[i] < rows) {
        int cluster = counted[parents[i] - rows];
        boolean in = cluster != 0 || (isOne && densities[i] >= threshold);
        labels[children[i]] = in ? numbers[cluster] : -1;
        if (in) {
          double end = ends[cluster];
          boolean sure = end == 0 || Double.isInfinite(densities[i]);
          probabilities[children[i]] = sure ? 1 : Math.min(densities[i], end) / end;
        }
      }
    }
    int found = Arrays.stream(labels).max().orElse(-1) + 1;
    return new HdbscanClusters(labels, probabilities, found);
  }

  private boolean[] leaves() {
    boolean[] leaves = new boolean[clusters];
    Arrays.fill(leaves, 1, clusters, true);
    for (int i = 0; i < entries; i++) {
      if (children[i] >= rows) {
        leaves[parents[i] - rows] = false;
      }
    }
    return leaves;
  }

  /**
   * Replaces clusters that part from others at less than a distance by what they part from: the
   * first cluster up the tree that does not, or the last one below the root.
   */
  private boolean[] joined(
      boolean[] taken, int[] above, double[] births, boolean singleCluster, double epsilon) {
    boolean[] joined = new boolean[clusters];
    for (int cluster = 1; cluster < clusters; cluster++) {
      if (taken[cluster]) {
        int at = cluster;
        boolean isNear = 1 / births[at] < epsilon;
        while (isNear && (above[at] > 0 || singleCluster)) {
          at = above[at];
          isNear = at > 0 && 1 / births[at] <= epsilon;
        }
        joined[at] = true;
      }
    }
    return joined;
  }

  /**
   * From the leaves up: a cluster is taken if it is at least as stable as its parts are and not too
   * large. The root's size leaves out the rows that are in none of its parts, as scikit-learn's.
   */
  private boolean[] mostStable(int[] above, double[] births, boolean singleCluster, int largest) {
    int[] sizeOf = new int[clusters];
    for (int i = 0; i < entries; i++) {
      if (children[i] >= rows) {
        sizeOf[children[i] - rows] = sizes[i];
        sizeOf[0] += parents[i] == rows ? sizes[i] : 0;
      }
    }
    double[] stability = new double[clusters];
    double[] parts = new double[clusters];
    for (int i = 0; i < entries; i++) {
      int parent = parents[i] - rows;
      stability[parent] += (densities[i] - births[parent]) * sizes[i];
    }
    boolean[] taken = new boolean[clusters];
    for (int cluster = clusters - 1; cluster >= (singleCluster ? 0 : 1); cluster--) {
      taken[cluster] = !(parts[cluster] > stability[cluster]) && sizeOf[cluster] <= largest;
      if (!taken[cluster]) {
        stability[cluster] = parts[cluster];
      }
      if (cluster > 0) {
        parts[above[cluster]] += stability[cluster];
      }
    }
    // What is within a taken cluster is not taken; parts have higher numbers.
    boolean[] within = new boolean[clusters];
    for (int cluster = 1; cluster < clusters; cluster++) {
      within[cluster] = taken[above[cluster]] || within[above[cluster]];
    }
    for (int cluster = 1; cluster < clusters; cluster++) {
      taken[cluster] &= !within[cluster];
    }
    return taken;
  }
}
