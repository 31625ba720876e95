package io.github.nlptoolkit.bert.sentence.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an evaluator found. Immutable and thread-safe.
 *
 * @param primary the name of the score that models are compared by; higher is better
 * @param scores all scores by the names that the evaluators of sentence-transformers give them
 */
public record Evaluation(String primary, Map<String, Double> scores) {

  /** Copies the map, and checks that it has the primary score. */
  public Evaluation {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    if (!scores.containsKey(primary)) {
      throw new IllegalArgumentException(
          "primary must be one of " + scores.keySet() + ", got " + primary);
    }
  }

  /**
   * The primary score.
   *
   * @return its value
   */
  public double score() {
    Double score = scores.get(primary);
    return score == null ? Double.NaN : score;
  }
}
