package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Merges the nearest two clusters until one is left, by chains of nearest neighbours: F. Murtagh
 * (1985), <i>A survey of algorithms for contiguity-constrained clustering and related problems</i>;
 * D. Müllner (2011), <i>Modern hierarchical, agglomerative clustering algorithms</i>, <a
 * href="https://arxiv.org/abs/1109.2378">arXiv 1109.2378</a>. Peer: scipy 1.17, {@code linkage},
 * and scikit-learn's {@code AgglomerativeClustering}; the same merges and heights, where distances
 * are different.
 *
 * <p>Cost: O(n²·d) time for distances and O(n²) for merges; memory for n²/2 doubles, so that n is
 * at most 65,536. Results do not depend on the number of threads. Immutable and thread-safe.
 */
public final class AgglomerativeClustering {
  private static final int MOST_ROWS = 1 << 16;

  private final Linkage linkage;
  private final DistanceMetric metric;

  private AgglomerativeClustering(Linkage linkage, DistanceMetric metric) {
    this.linkage = linkage;
    this.metric = metric;
  }

  /**
   * Makes a clustering.
   *
   * @param linkage how far clusters are from each other
   * @param metric how far rows are from each other
   * @return the clustering
   * @throws IllegalArgumentException if the linkage is Ward's and the metric is not Euclidean
   */
  public static AgglomerativeClustering of(Linkage linkage, DistanceMetric metric) {
    if (linkage == Linkage.WARD && metric != DistanceMetric.EUCLIDEAN) {
      throw new IllegalArgumentException("metric must be EUCLIDEAN for WARD, got " + metric);
    }
    return new AgglomerativeClustering(linkage, metric);
  }

  /**
   * Clusters vectors.
   *
   * @param vectors the vectors, 1 to 65,536 finite ones
   * @return the tree
   * @throws IllegalArgumentException if there are too few or too many, a value is not finite, or a
   *     vector is zero and the metric is the cosine
   */
  public Dendrogram cluster(Embeddings vectors) {
    int n = vectors.count();
    if (n < 1 || n > MOST_ROWS) {
      throw new IllegalArgumentException(
          "the number of rows must be in [1, " + MOST_ROWS + "], got " + n);
    }
    float[][] rows = metric.checkedRows(vectors);
    double[][] distances = new double[n][];
    Workers.run(
        Workers.defaultThreads(),
        n,
        () ->
            i -> {
              double[] row = new double[(int) i];
              for (int j = 0; j < row.length; j++) {
                row[j] = metric.between(rows[(int) i], rows[j]);
              }
              distances[(int) i] = row;
            });
    return new Dendrogram(n, numbered(n, merges(distances)));
  }

  /**
   * Clusters by distances that are known already; the metric has no effect.
   *
   * @param distances row i has the distances to the rows before it, i of them or more; finite, at
   *     least 0; 1 to 65,536 rows
   * @return the tree
   * @throws IllegalArgumentException if there are too few or too many rows, a row is too short, or
   *     a distance is negative or not finite
   */
  public Dendrogram clusterDistances(double[][] distances) {
    int n = distances.length;
    if (n < 1 || n > MOST_ROWS) {
      throw new IllegalArgumentException(
          "the number of rows must be in [1, " + MOST_ROWS + "], got " + n);
    }
    double[][] copy = new double[n][];
    for (int i = 0; i < n; i++) {
      if (distances[i].length < i) {
        throw new IllegalArgumentException(
            "row " + i + " must have " + i + " distances, got " + distances[i].length);
      }
      copy[i] = Arrays.copyOf(distances[i], i);
      for (double distance : copy[i]) {
        if (!(distance >= 0) || Double.isInfinite(distance)) {
          throw new IllegalArgumentException(
              "distances of row " + i + " must be at least 0 and finite, got " + distance);
        }
      }
    }
    return new Dendrogram(n, numbered(n, merges(copy)));
  }

  /** A merge by one row of each of the two clusters. */
  private record Pair(int first, int second, double height) {}

  private List<Pair> merges(double[][] distances) {
    int n = distances.length;
    int[] size = new int[n];
    Arrays.fill(size, 1);
    int[] chain = new int[n];
    int length = 0;
    List<Pair> pairs = new ArrayList<>(n);
    while (pairs.size() < n - 1) {
      if (length == 0) {
        int first = 0;
        while (size[first] == 0) {
          first++;
        }
        chain[length++] = first;
      }
      int last = chain[length - 1];
      int before = length > 1 ? chain[length - 2] : -1;
      int nearest = nearest(distances, size, last, before);
      if (nearest != before) {
        chain[length++] = nearest;
        continue;
      }
      length -= 2;
      pairs.add(new Pair(before, last, at(distances, before, last)));
      merge(distances, size, Math.min(before, last), Math.max(before, last));
    }
    return pairs;
  }

  /** The nearest cluster; of equals the one before in the chain, then the lowest. */
  private static int nearest(double[][] distances, int[] size, int of, int before) {
    int best = before;
    double least = before < 0 ? Double.POSITIVE_INFINITY : at(distances, of, before);
    for (int i = 0; i < size.length; i++) {
      if (size[i] > 0 && i != of && at(distances, of, i) < least) {
        least = at(distances, of, i);
        best = i;
      }
    }
    return best;
  }

  /** The cluster of the higher row takes both. */
  private void merge(double[][] distances, int[] size, int gone, int kept) {
    double between = at(distances, gone, kept);
    for (int i = 0; i < size.length; i++) {
      if (size[i] > 0 && i != gone && i != kept) {
        double merged =
            linkage.merged(
                at(distances, gone, i),
                at(distances, kept, i),
                between,
                size[gone],
                size[kept],
                size[i]);
        distances[Math.max(kept, i)][Math.min(kept, i)] = merged;
      }
    }
    size[kept] += size[gone];
    size[gone] = 0;
  }

  private static double at(double[][] distances, int i, int j) {
    return i > j ? distances[i][j] : distances[j][i];
  }

  /** In the order of heights, equal ones in the order they were found, with numbers of clusters. */
  private static List<Merge> numbered(int n, List<Pair> pairs) {
    List<Pair> sorted = new ArrayList<>(pairs);
    sorted.sort(Comparator.comparingDouble(Pair::height));
    int[] parent = new int[2 * n - 1];
    int[] size = new int[2 * n - 1];
    Arrays.setAll(parent, i -> i);
    Arrays.fill(size, 0, n, 1);
    List<Merge> merges = new ArrayList<>(pairs.size());
    for (Pair pair : sorted) {
      int a = root(parent, pair.first);
      int b = root(parent, pair.second);
      int made = n + merges.size();
      parent[a] = made;
      parent[b] = made;
      size[made] = size[a] + size[b];
      merges.add(new Merge(Math.min(a, b), Math.max(a, b), pair.height, size[made]));
    }
    return merges;
  }

  private static int root(int[] parent, int of) {
    int root = of;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }
}
