package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.embedding.Embeddings;

/** Puts vectors into clusters. */
@FunctionalInterface
public interface Clusterer {

  /**
   * Clusters vectors.
   *
   * @param vectors the vectors
   * @param clusters how many clusters to make
   * @param seed of what is drawn
   * @return the cluster of each vector
   */
  int[] cluster(Embeddings vectors, int clusters, long seed);

  /**
   * K-means++ of Commons Math, the best of some starts: enough for some thousand vectors.
   *
   * @param starts how often it starts anew, at least 1
   * @return the clusterer; it refuses more clusters than vectors
   * @throws IllegalArgumentException if starts is below 1
   */
  static Clusterer kMeans(int starts) {
    return new KMeans(starts);
  }
}
