package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Clusters of dense regions. A row with at least {@code minSamples} rows, itself among them, within
 * a distance of {@code eps} is a core; cores within {@code eps} of each other are in one cluster,
 * and a row within {@code eps} of a core joins the first such cluster. The rest is noise.
 *
 * <p>Paper: M. Ester, H.-P. Kriegel, J. Sander, X. Xu (1996), <i>A density-based algorithm for
 * discovering clusters in large spatial databases with noise</i>. Peer: scikit-learn 1.9, {@code
 * DBSCAN}, with the same labels.
 *
 * <p>Cost: O(n²·d) time, twice at the most; O(n·d) memory: two copies of the vectors, and as many
 * neighbours as the vectors have values, beyond which they are found again. Results do not depend
 * on the number of threads. Immutable and thread-safe.
 *
 * @param eps the farthest distance of neighbours, included; at least 0
 * @param minSamples how many neighbours make a core, itself included; at least 1
 * @param metric the distance
 */
public record Dbscan(double eps, int minSamples, DistanceMetric metric) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public Dbscan {
    if (!(eps >= 0) || Double.isInfinite(eps)) {
      throw new IllegalArgumentException("eps must be at least 0 and finite, got " + eps);
    }
    if (minSamples < 1) {
      throw new IllegalArgumentException("minSamples must be at least 1, got " + minSamples);
    }
  }

  /**
   * Clusters vectors.
   *
   * @param vectors the vectors, possibly none, all finite
   * @return the clusters
   * @throws IllegalArgumentException if a value is not finite, or a vector is zero and the metric
   *     is the cosine
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public DensityClusters cluster(Embeddings vectors) {
    Neighbours neighbours = new Neighbours(vectors, metric, eps);
    int n = vectors.count();
    int[] counts = neighbours.counts();
    BitSet core = new BitSet(n);
    for (int row = 0; row < n; row++) {
      core.set(row, counts[row] >= minSamples);
    }
    int[] roots = neighbours.components(core);
    int[] labels = new int[n];
    Arrays.fill(labels, -1);
    int clusters = 0;
    for (int row = core.nextSetBit(0); row >= 0; row = core.nextSetBit(row + 1)) {
      labels[row] = roots[row] == row ? clusters++ : labels[roots[row]];
    }
    if (clusters > 0) {
      neighbours.join(core, labels);
    }
    return new DensityClusters(labels, core, clusters);
  }
}
