package io.github.nlptoolkit.eval.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The rankings of many queries, and the means of their measures.
 *
 * <p>Immutable and thread-safe; its builder is not.
 */
public final class RetrievalScores {
  private final Map<String, Ranking> rankings;

  private RetrievalScores(Map<String, Ranking> rankings) {
    this.rankings = rankings;
  }

  /**
   * Starts without queries.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The rankings.
   *
   * @return by query, in the order they were added; immutable
   */
  public Map<String, Ranking> rankings() {
    return rankings;
  }

  /**
   * The mean of a measure over all queries.
   *
   * @param measure such as {@code ranking -> ranking.ndcg(10, Gain.LINEAR)}
   * @return the mean; NaN if there are no queries
   */
  public double mean(ToDoubleFunction<Ranking> measure) {
    return rankings.values().stream().mapToDouble(measure).average().orElse(Double.NaN);
  }

  /**
   * A measure of each query.
   *
   * @param measure the measure
   * @return a value for each query, in order; the caller's own
   */
  public double[] each(ToDoubleFunction<Ranking> measure) {
    return rankings.values().stream().mapToDouble(measure).toArray();
  }

  /** Collects rankings. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Ranking> rankings = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds a query. Whether queries without anything relevant belong in the mean is the caller's
     * choice: ir_measures has them in, sentence-transformers leaves them out.
     *
     * @param query its name
     * @param ranking what it found
     * @return this
     * @throws IllegalArgumentException if the query was added before
     */
    public Builder add(String query, Ranking ranking) {
      if (rankings.putIfAbsent(query, ranking) != null) {
        throw new IllegalArgumentException("query \"" + query + "\" comes twice");
      }
      return this;
    }

    /**
     * Makes the scores.
     *
     * @return the scores of the queries so far
     */
    public RetrievalScores build() {
      return new RetrievalScores(Collections.unmodifiableMap(new LinkedHashMap<>(rankings)));
    }
  }
}
