package io.github.nlptoolkit.eval.cluster;

/** How far two points are apart. */
public enum Distance {
  /** √Σ(a − b)². */
  EUCLIDEAN,
  /** 1 − cosine, 0 to 2; 1 from a zero vector to any other. */
  COSINE,
  /** Σ|a − b|. */
  MANHATTAN
}
