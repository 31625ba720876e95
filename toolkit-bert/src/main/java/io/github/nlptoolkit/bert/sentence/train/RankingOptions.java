package io.github.nlptoolkit.bert.sentence.train;

import java.util.Objects;
import java.util.Set;

/**
 * How {@link SentenceLoss#ranking} ranks. Immutable and thread-safe.
 *
 * @param scale what scores are multiplied by, greater than 0: one over the temperature
 * @param dot whether scores are dot products; else cosines
 * @param directions what is ranked besides documents for queries
 * @param joint whether all directions share one sum; else the mean over directions is taken
 * @param hardness of which negatives the hard ones weigh more
 * @param strength how much more, at least 0
 */
public record RankingOptions(
    double scale,
    boolean dot,
    Set<Direction> directions,
    boolean joint,
    Hardness hardness,
    double strength) {

  /** What is ranked for what, besides documents for queries. */
  public enum Direction {
    /** Other queries for queries. */
    QUERY_TO_QUERY(1),
    /** Queries for positives. */
    DOCUMENT_TO_QUERY(2),
    /** Other documents for positives. */
    DOCUMENT_TO_DOCUMENT(4);

    private final long bit;

    Direction(long bit) {
      this.bit = bit;
    }
  }

  /** Of which negatives the hard ones weigh more. */
  public enum Hardness {
    /** None. */
    NONE(0),
    /** Documents of other queries. */
    IN_BATCH(1),
    /** The query's own negatives. */
    HARD(2),
    /** All. */
    ALL(3);

    private final long code;

    Hardness(long code) {
      this.code = code;
    }

    /** The number in {@code losses.py}. */
    long code() {
      return code;
    }
  }

  /** Checks the ranges. */
  public RankingOptions {
    directions = Set.copyOf(directions);
    Objects.requireNonNull(hardness, "hardness");
    SentenceLoss.positive("scale", scale);
    if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("strength must be at least 0, got " + strength);
    }
  }

  /**
   * The defaults: cosines times 20, documents for queries alone.
   *
   * @return the defaults
   */
  public static RankingOptions defaults() {
    return new RankingOptions(20, false, Set.of(), false, Hardness.NONE, 0);
  }

  /**
   * The defaults with queries ranked for positives, too.
   *
   * @return the options of the symmetric loss
   */
  public static RankingOptions symmetric() {
    return new RankingOptions(
        20, false, Set.of(Direction.DOCUMENT_TO_QUERY), false, Hardness.NONE, 0);
  }

  long directionBits() {
    long bits = 0;
    for (Direction direction : directions) {
      bits += direction.bit;
    }
    return bits;
  }
}
