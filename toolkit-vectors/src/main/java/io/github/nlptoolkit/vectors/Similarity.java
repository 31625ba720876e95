package io.github.nlptoolkit.vectors;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.Kernel;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;
import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.Locale;

/**
 * How alike two vectors are; the higher the score, the more. Peer: the functions of {@code
 * sentence_transformers.util} 6.2, whose scores these are within 1e-5: {@code cos_sim}, {@code
 * dot_score}, {@code euclidean_sim}, {@code manhattan_sim} and their pairwise forms.
 *
 * <p>Distances are negated, so that the best score of each is the highest. Differences are summed
 * as they are, not by way of products, so that equal vectors have distance 0. Immutable and
 * thread-safe.
 */
public enum Similarity {
  /** The cosine, in [-1, 1]; 0 with a zero vector. */
  COSINE(Kernel.PRODUCT),
  /** The dot product. */
  DOT(Kernel.PRODUCT),
  /** The negative Euclidean distance, at most 0. */
  EUCLIDEAN(Kernel.EUCLIDEAN),
  /** The negative Manhattan distance, at most 0. */
  MANHATTAN(Kernel.MANHATTAN);

  private final Kernel kernel;

  Similarity(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * The name in sentence-transformers' files: {@code cosine}, {@code dot}, {@code euclidean} or
   * {@code manhattan}.
   *
   * @return the name
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a similarity by its name.
   *
   * @param id the name as in sentence-transformers' files; {@code dot_product} is one, too
   * @return the similarity
   * @throws IllegalArgumentException if there is none of this name; the message lists them
   */
  public static Similarity of(String id) {
    return switch (id) {
      case "cosine" -> COSINE;
      case "dot", "dot_product" -> DOT;
      case "euclidean" -> EUCLIDEAN;
      case "manhattan" -> MANHATTAN;
      default ->
          throw new IllegalArgumentException(
              "similarity must be cosine, dot, euclidean or manhattan, got " + id);
    };
  }

  /**
   * The score of two vectors.
   *
   * @param a a vector
   * @param b a vector of the same dimension
   * @return their score; NaN if a value is NaN
   * @throws IllegalArgumentException if the dimensions differ or are 0
   */
  public float score(float[] a, float[] b) {
    return pairwise(
        Embeddings.of(Math.max(1, a.length), a), Embeddings.of(Math.max(1, b.length), b))[0];
  }

  /**
   * The scores of the rows of two sets, one with one.
   *
   * @param a a set
   * @param b a set of as many rows
   * @return for each i the score of {@code a}'s row i with {@code b}'s row i
   * @throws IllegalArgumentException if the dimensions or the numbers of rows differ
   */
  public float[] pairwise(Embeddings a, Embeddings b) {
    checkSame(a, b);
    if (a.count() != b.count()) {
      throw new IllegalArgumentException(
          "sets must have as many rows as each other, got " + a.count() + " and " + b.count());
    }
    float[] scores = new float[a.count()];
    int dimension = a.dimension();
    for (int i = 0; i < scores.length; i++) {
      float[] x = PanelMatrix.rows(a, i, 1, isNormalized());
      float[] y = PanelMatrix.rows(b, i, 1, isNormalized());
      double sum = 0;
      for (int k = 0; k < dimension; k++) {
        sum += term(x[k], y[k]);
      }
      scores[i] =
          switch (this) {
            case COSINE -> bounded((float) sum);
            case DOT -> (float) sum;
            case EUCLIDEAN -> (float) (0 - Math.sqrt(sum));
            case MANHATTAN -> (float) (0 - sum);
          };
    }
    return scores;
  }

  private double term(float x, float y) {
    double difference = (double) x - y;
    return switch (this) {
      case COSINE, DOT -> (double) x * y;
      case EUCLIDEAN -> difference * difference;
      case MANHATTAN -> Math.abs(difference);
    };
  }

  /**
   * The scores of all rows of two sets with each other.
   *
   * @param a a set
   * @param b a set
   * @return {@code [i][j]} is the score of {@code a}'s row i with {@code b}'s row j; {@code
   *     a.count()} rows of {@code b.count()} values
   * @throws IllegalArgumentException if the dimensions differ
   */
  public float[][] matrix(Embeddings a, Embeddings b) {
    checkSame(a, b);
    float[][] scores = new float[a.count()][b.count()];
    PanelMatrix.Builder builder = PanelMatrix.builder(b.dimension(), isNormalized());
    builder.add(b, Workers.defaultThreads());
    PanelScan.run(
        builder.build(),
        kernel,
        PanelMatrix.rows(a, 0, a.count(), isNormalized()),
        Workers.defaultThreads(),
        () ->
            (query, firstRow, found, rows) -> {
              for (int j = 0; j < rows; j++) {
                scores[query][firstRow + j] = shown(found[j]);
              }
            });
    return scores;
  }

  private static void checkSame(Embeddings a, Embeddings b) {
    if (a.dimension() != b.dimension()) {
      throw new IllegalArgumentException(
          "dimensions must be equal, got " + a.dimension() + " and " + b.dimension());
    }
  }

  /** How sums over the columns are made. */
  Kernel kernel() {
    return kernel;
  }

  /** Whether vectors are made to unit length first. */
  boolean isNormalized() {
    return this == COSINE;
  }

  /** A score without the rounding errors that take a cosine out of its range. */
  float shown(float score) {
    return this == COSINE ? bounded(score) : score;
  }

  private static float bounded(float cosine) {
    return Math.max(-1f, Math.min(1f, cosine));
  }
}
