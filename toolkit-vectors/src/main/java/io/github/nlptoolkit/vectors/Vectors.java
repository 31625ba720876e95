package io.github.nlptoolkit.vectors;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;

/** Makes vectors into other vectors. Immutable and thread-safe. */
public final class Vectors {
  private Vectors() {}

  /**
   * Vectors of unit length. Peer: sentence-transformers' {@code util.normalize_embeddings}.
   *
   * @param vectors the vectors
   * @return each divided by its Euclidean length; zero vectors as they are
   */
  public static Embeddings normalized(Embeddings vectors) {
    Embeddings.Builder result = Embeddings.builder(vectors.count(), vectors.dimension());
    for (int i = 0; i < vectors.count(); i++) {
      result.row(i, PanelMatrix.rows(vectors, i, 1, true), 0, vectors.dimension());
    }
    return result.build();
  }

  /**
   * The first values of each vector, as models trained with the Matryoshka loss allow. They are not
   * made to unit length again. Peer: sentence-transformers' {@code util.truncate_embeddings}.
   *
   * @param vectors the vectors
   * @param dimension how many values are kept, at least 1
   * @return vectors of {@code dimension} values
   * @throws IllegalArgumentException if {@code dimension} is not in [1, {@code
   *     vectors.dimension()}]
   */
  public static Embeddings truncated(Embeddings vectors, int dimension) {
    if (dimension < 1 || dimension > vectors.dimension()) {
      throw new IllegalArgumentException(
          "dimension must be in [1, " + vectors.dimension() + "], got " + dimension);
    }
    Embeddings.Builder result = Embeddings.builder(vectors.count(), dimension);
    for (int i = 0; i < vectors.count(); i++) {
      result.row(i, vectors.vector(i), 0, dimension);
    }
    return result.build();
  }

  /**
   * The AnglE similarities of the rows of two sets, one with one: {@code |cos + sin|}, where the
   * sine pairs dimension i with dimension i + d/2 (a 0 is added to an odd d).
   *
   * <p>Paper: X. Li and J. Li, "AnglE-optimized Text Embeddings", 2023, arXiv 2309.12871. Peer:
   * sentence-transformers 6.2, {@code util.pairwise_angle_sim}.
   *
   * @param a a set
   * @param b a set of as many rows of the same dimension
   * @return for each i the similarity of {@code a}'s row i with {@code b}'s row i, at least 0
   * @throws IllegalArgumentException if the dimensions or the numbers of rows differ
   */
  public static float[] pairwiseAngle(Embeddings a, Embeddings b) {
    float[] scores = Similarity.COSINE.pairwise(a, b);
    int half = (a.dimension() + 1) / 2;
    for (int i = 0; i < scores.length; i++) {
      float[] x = PanelMatrix.rows(a, i, 1, true);
      float[] y = PanelMatrix.rows(b, i, 1, true);
      double sines = 0;
      for (int k = 0; half + k < x.length; k++) {
        sines += (double) x[half + k] * y[k] - (double) x[k] * y[half + k];
      }
      scores[i] = (float) Math.abs(scores[i] + sines);
    }
    return scores;
  }
}
