package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Arrays;
import java.util.Objects;

/**
 * Clusters of regions that are denser than what is around them, each at a density of its own. Rows
 * are as far from each other as their distance, or as the distance at which one of them has {@code
 * minSamples} neighbours, if that is more; of the tree of single linkage over these distances,
 * parts of less than {@code minClusterSize} rows are left out, and the most stable are taken.
 *
 * <p>Papers: R. Campello, D. Moulavi, J. Sander (2013), <i>Density-based clustering based on
 * hierarchical density estimates</i>; R. Campello, D. Moulavi, A. Zimek, J. Sander (2015),
 * <i>Hierarchical density estimates for data clustering, visualization, and outlier detection</i>.
 * Peers: scikit-learn 1.9, {@code HDBSCAN}, with the same labels and probabilities, and hdbscan
 * 0.8.44 for {@code selectionEpsilon} and {@code maxClusterSize}. Differences: vectors must be
 * finite; one row alone is noise; where distances are equal, the order of the rows decides, which
 * scikit-learn leaves to its sort.
 *
 * <p>Cost: O(n²·d·log n) time at the most, mostly a few times the products of all pairs; O(n)
 * memory beside two copies of the vectors. Results do not depend on the number of threads.
 * Immutable and thread-safe.
 */
public final class Hdbscan {
  private final int minClusterSize;
  private final int minSamples;
  private final DistanceMetric metric;
  private final ClusterSelection selection;
  private final boolean singleCluster;
  private final int maxClusterSize;
  private final double selectionEpsilon;

  private Hdbscan(Builder builder) {
    this.minClusterSize = builder.minClusterSize;
    this.minSamples = builder.minSamples;
    this.metric = builder.metric;
    this.selection = builder.selection;
    this.singleCluster = builder.singleCluster;
    this.maxClusterSize = builder.maxClusterSize;
    this.selectionEpsilon = builder.selectionEpsilon;
  }

  /**
   * Starts the settings.
   *
   * @param minClusterSize the fewest rows of a cluster, at least 2
   * @return a builder: as many samples, Euclidean distances, selection by the excess of mass
   * @throws IllegalArgumentException if it is less than 2
   */
  public static Builder builder(int minClusterSize) {
    return new Builder(minClusterSize);
  }

  /**
   * Clusters vectors.
   *
   * @param vectors the vectors, none or at least {@code minSamples}, all finite
   * @return the clusters
   * @throws IllegalArgumentException if there are fewer than {@code minSamples} vectors, a value is
   *     not finite, or a vector is zero and the metric is the cosine
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public HdbscanClusters cluster(Embeddings vectors) {
    int n = vectors.count();
    if (n > 0 && n < minSamples) {
      throw new IllegalArgumentException(
          "minSamples must be at most the number of rows, " + n + ", got " + minSamples);
    }
    RowCosts costs = new RowCosts(vectors, metric);
    if (n < 2) {
      int[] labels = new int[n];
      Arrays.fill(labels, -1);
      return new HdbscanClusters(labels, new double[n], 0);
    }
    ReachabilityOrder order = new ReachabilityTree(costs, minSamples).order();
    CondensedTree tree = new CondensedTree(order.singleLinkage(), n, minClusterSize);
    return tree.clusters(selection, singleCluster, maxClusterSize, selectionEpsilon);
  }

  /** Gathers settings. Not thread-safe. */
  public static final class Builder {
    private final int minClusterSize;
    private int minSamples;
    private DistanceMetric metric = DistanceMetric.EUCLIDEAN;
    private ClusterSelection selection = ClusterSelection.EXCESS_OF_MASS;
    private boolean singleCluster;
    private int maxClusterSize = Integer.MAX_VALUE;
    private double selectionEpsilon;

    private Builder(int minClusterSize) {
      if (minClusterSize < 2) {
        throw new IllegalArgumentException(
            "minClusterSize must be at least 2, got " + minClusterSize);
      }
      this.minClusterSize = minClusterSize;
      this.minSamples = minClusterSize;
    }

    /**
     * How many neighbours a row must have near it to be in a dense region, itself among them: more
     * of them make more rows noise. Default: {@code minClusterSize}.
     *
     * @param value at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder minSamples(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("minSamples must be at least 1, got " + value);
      }
      minSamples = value;
      return this;
    }

    /**
     * The distance. Default: {@link DistanceMetric#EUCLIDEAN}.
     *
     * @param value the metric
     * @return this builder
     */
    public Builder metric(DistanceMetric value) {
      metric = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * Which clusters of the tree are taken. Default: {@link ClusterSelection#EXCESS_OF_MASS}.
     *
     * @param value the selection
     * @return this builder
     */
    public Builder selection(ClusterSelection value) {
      selection = Objects.requireNonNull(value, "value");
      return this;
    }

    /**
     * Whether all rows may be one cluster, if that is the most stable; by the excess of mass only.
     * Default: no.
     *
     * @param value whether they may
     * @return this builder
     */
    public Builder singleCluster(boolean value) {
      singleCluster = value;
      return this;
    }

    /**
     * The most rows of a cluster that is selected by the excess of mass; a larger one gives way to
     * its parts, or to noise if it has none. {@link #selectionEpsilon} may make larger ones.
     * Default: no limit.
     *
     * @param value at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxClusterSize(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxClusterSize must be at least 1, got " + value);
      }
      maxClusterSize = value;
      return this;
    }

    /**
     * Joins clusters that part at less than a distance (C. Malzer, M. Baum (2020), <i>A hybrid
     * approach to hierarchical density-based cluster selection</i>): below it, regions are clusters
     * as those of DBSCAN are; above it they keep their own densities. Default: 0, which joins none.
     *
     * @param value a distance, at least 0
     * @return this builder
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Builder selectionEpsilon(double value) {
      if (!(value >= 0 && Double.isFinite(value))) {
        throw new IllegalArgumentException(
            "selectionEpsilon must be at least 0 and finite, got " + value);
      }
      selectionEpsilon = value;
      return this;
    }

    /**
     * Ends the settings.
     *
     * @return the clustering
     */
    public Hdbscan build() {
      return new Hdbscan(this);
    }
  }
}
