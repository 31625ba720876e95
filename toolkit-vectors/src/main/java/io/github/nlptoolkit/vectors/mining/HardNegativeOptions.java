package io.github.nlptoolkit.vectors.mining;

import io.github.nlptoolkit.vectors.Similarity;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link HardNegativeMiner}. Not thread-safe. */
public final class HardNegativeOptions {
  int numNegatives = 3;
  int rangeMin;
  @Nullable Integer rangeMax;
  @Nullable Long sampleSeed;
  boolean includePositives;
  Similarity similarity = Similarity.COSINE;
  @Nullable PairScorer scorer;
  private @Nullable Float absoluteMargin;
  private @Nullable Float relativeMargin;
  private @Nullable Float maxScore;
  private @Nullable Float minScore;

  HardNegativeOptions() {}

  NegativeFilter filter() {
    return new NegativeFilter(absoluteMargin, relativeMargin, maxScore, minScore);
  }

  /**
   * Sets how many negatives each anchor gets at the most: 3 by default.
   *
   * @param value the number, at least 1
   * @return these settings
   * @throws IllegalArgumentException if it is less than 1
   */
  public HardNegativeOptions numNegatives(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("numNegatives must be at least 1, got " + value);
    }
    this.numNegatives = value;
    return this;
  }

  /**
   * Sets how many of the most similar candidates are skipped, as they may be answers: 0 by default.
   *
   * @param value the number, at least 0
   * @return these settings
   * @throws IllegalArgumentException if it is negative
   */
  public HardNegativeOptions rangeMin(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("rangeMin must not be negative, got " + value);
    }
    this.rangeMin = value;
    return this;
  }

  /**
   * Sets up to which rank candidates are looked at. By default {@code rangeMin + numNegatives +
   * most}, where {@code most} is the most positives an anchor has, and with a margin or {@code
   * maxScore} ten times the negatives.
   *
   * @param value the rank, more than {@code rangeMin}
   * @return these settings
   */
  public HardNegativeOptions rangeMax(int value) {
    this.rangeMax = value;
    return this;
  }

  /**
   * Leaves out candidates whose similarity is not at least this much below that of the anchor's
   * least similar positive.
   *
   * @param value the margin
   * @return these settings
   * @throws IllegalArgumentException if it is not finite
   */
  public HardNegativeOptions absoluteMargin(double value) {
    this.absoluteMargin = finite("absoluteMargin", value);
    return this;
  }

  /**
   * Leaves out candidates whose similarity is not at least this part below that of the anchor's
   * least similar positive: 0.05 is 5 % of its absolute value.
   *
   * @param value the margin
   * @return these settings
   * @throws IllegalArgumentException if it is not finite
   */
  public HardNegativeOptions relativeMargin(double value) {
    this.relativeMargin = finite("relativeMargin", value);
    return this;
  }

  /**
   * Leaves out candidates that are more similar than this.
   *
   * @param value the highest score
   * @return these settings
   * @throws IllegalArgumentException if it is not finite
   */
  public HardNegativeOptions maxScore(double value) {
    this.maxScore = finite("maxScore", value);
    return this;
  }

  /**
   * Leaves out candidates that are less similar than this.
   *
   * @param value the lowest score
   * @return these settings
   * @throws IllegalArgumentException if it is not finite
   */
  public HardNegativeOptions minScore(double value) {
    this.minScore = finite("minScore", value);
    return this;
  }

  private static float finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, got " + value);
    }
    return (float) value;
  }

  /**
   * Takes some of the candidates by chance instead of the most similar ones.
   *
   * @param seed the same seed gives the same sample
   * @return these settings
   */
  public HardNegativeOptions sampleRandomly(long seed) {
    this.sampleSeed = seed;
    return this;
  }

  /**
   * Leaves an anchor's own positives among its candidates, for a full ranking to evaluate with.
   *
   * @return these settings
   */
  public HardNegativeOptions includePositives() {
    this.includePositives = true;
    return this;
  }

  /**
   * Sets how vectors, all of unit length, are compared: by cosine by default.
   *
   * @param value the similarity
   * @return these settings
   */
  public HardNegativeOptions similarity(Similarity value) {
    this.similarity = value;
    return this;
  }

  /**
   * Scores candidates and positives anew, as with a cross-encoder, before a filter looks at them;
   * without a filter it is not asked.
   *
   * @param value the scorer
   * @return these settings
   */
  public HardNegativeOptions scorer(PairScorer value) {
    this.scorer = value;
    return this;
  }

  /**
   * Ends the settings.
   *
   * @return the miner
   */
  public HardNegativeMiner build() {
    return new HardNegativeMiner(this);
  }
}
