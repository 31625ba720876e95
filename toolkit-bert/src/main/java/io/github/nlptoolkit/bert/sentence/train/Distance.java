package io.github.nlptoolkit.bert.sentence.train;

/** How far apart two vectors are. */
public enum Distance {
  /** One less their cosine. */
  COSINE(0),
  /** The length of their difference. */
  EUCLIDEAN(2),
  /** The sum of the absolute differences of their values. */
  MANHATTAN(3);

  private final long code;

  Distance(long code) {
    this.code = code;
  }

  /** The number in {@code losses.py}. */
  long code() {
    return code;
  }

  /** The number with 1e-6 added to each difference, as {@code torch.pairwise_distance} does. */
  long padded() {
    return this == COSINE ? code : code + 2;
  }
}
