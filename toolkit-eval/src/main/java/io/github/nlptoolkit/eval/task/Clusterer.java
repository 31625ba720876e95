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
}
