package io.github.nlptoolkit.eval.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one query found, best first, beside what it should have found. Equal to trec_eval
 * (pytrec-eval-terrier 0.5.11), and to sentence-transformers' {@code InformationRetrievalEvaluator}
 * where a method says so.
 *
 * <p>A document is relevant if its grade is at least 1; one without a grade is not. All measures
 * range from 0 to 1, higher is better, and are 0 if nothing was found or nothing is relevant.
 * Immutable and thread-safe.
 */
public final class Ranking {
  private final int[] grades;
  private final int[] ideal;
  private final int relevant;

  private Ranking(int[] grades, int[] ideal, int relevant) {
    this.grades = grades;
    this.ideal = ideal;
    this.relevant = relevant;
  }

  /** What a grade is worth. */
  public enum Gain {
    /** The grade itself; trec_eval's. */
    LINEAR,
    /** 2^grade − 1 (Burges et al. 2005). */
    EXPONENTIAL;

    double of(int grade) {
      int positive = Math.max(0, grade);
      return this == LINEAR ? positive : Math.pow(2, positive) - 1;
    }
  }

  /**
   * Judges a ranking.
   *
   * @param documents what was found, best first
   * @param judgements the grade of each document that was judged; below 1 is not relevant
   * @return the ranking
   * @throws IllegalArgumentException if a document is found twice
   */
  public static Ranking of(List<String> documents, Map<String, Integer> judgements) {
    Set<String> seen = new HashSet<>();
    int[] grades = new int[documents.size()];
    for (int i = 0; i < grades.length; i++) {
      String document = documents.get(i);
      if (!seen.add(document)) {
        throw new IllegalArgumentException("document \"" + document + "\" is found twice");
      }
      grades[i] = judgements.getOrDefault(document, 0);
    }
    int[] ideal =
        judgements.values().stream()
            .filter(grade -> grade > 0)
            .sorted(Comparator.reverseOrder())
            .mapToInt(Integer::intValue)
            .toArray();
    return new Ranking(grades, ideal, ideal.length);
  }

  /**
   * Judges documents with scores, ranked as trec_eval does: scores as float, the highest first, of
   * equal ones the document whose name is later.
   *
   * @param scores the score of each document that was found
   * @param judgements the grade of each document that was judged
   * @return the ranking
   * @throws IllegalArgumentException if a score is NaN
   */
  public static Ranking of(Map<String, Double> scores, Map<String, Integer> judgements) {
    return of(order(scores), judgements);
  }

  /**
   * The order that trec_eval gives documents.
   *
   * @param scores the score of each
   * @return their names, best first; immutable
   * @throws IllegalArgumentException if a score is NaN
   */
  public static List<String> order(Map<String, Double> scores) {
    scores.forEach(
        (document, score) -> {
          if (score.isNaN()) {
            throw new IllegalArgumentException(
                "the score of document \"" + document + "\" must be a number, got NaN");
          }
        });
    Comparator<Map.Entry<String, Double>> byScore =
        Comparator.comparingDouble(entry -> (double) entry.getValue().floatValue());
    return scores.entrySet().stream()
        .sorted(byScore.thenComparing(Map.Entry::getKey).reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * How many documents are relevant.
   *
   * @return those with a grade of at least 1
   */
  public int relevant() {
    return relevant;
  }

  private int hits(int k) {
    int hits = 0;
    for (int i = 0; i < Math.min(k, grades.length); i++) {
      hits += grades[i] > 0 ? 1 : 0;
    }
    return hits;
  }

  /**
   * The share of the first k that is relevant, hits / k, also if fewer were found.
   *
   * @param k the cut-off, at least 1
   * @return 0 to 1
   * @throws IllegalArgumentException if k is below 1
   */
  public double precision(int k) {
    Checks.cutOff(k);
    return (double) hits(k) / k;
  }

  /**
   * The share of the relevant that is among the first k.
   *
   * @param k the cut-off, at least 1
   * @return 0 to 1
   * @throws IllegalArgumentException if k is below 1
   */
  public double recall(int k) {
    Checks.cutOff(k);
    return relevant == 0 ? 0 : (double) hits(k) / relevant;
  }

  /**
   * Whether a relevant document is among the first k: sentence-transformers' accuracy@k,
   * trec_eval's success.
   *
   * @param k the cut-off, at least 1
   * @return 1 or 0
   * @throws IllegalArgumentException if k is below 1
   */
  public double accuracy(int k) {
    Checks.cutOff(k);
    return hits(k) > 0 ? 1 : 0;
  }

  /**
   * 1 / the rank of the first relevant document.
   *
   * @return 0 to 1
   */
  public double reciprocalRank() {
    return reciprocalRank(Integer.MAX_VALUE);
  }

  /**
   * 1 / the rank of the first relevant document among the first k.
   *
   * @param k the cut-off, at least 1
   * @return 0 to 1
   * @throws IllegalArgumentException if k is below 1
   */
  public double reciprocalRank(int k) {
    Checks.cutOff(k);
    for (int i = 0; i < Math.min(k, grades.length); i++) {
      if (grades[i] > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /**
   * The mean of the precisions at the ranks of the relevant documents: Σ P(rank) / relevant.
   *
   * @return 0 to 1
   */
  public double averagePrecision() {
    return averagePrecision(Integer.MAX_VALUE);
  }

  /**
   * The same over the first k, divided by all that is relevant (trec_eval's map_cut).
   *
   * @param k the cut-off, at least 1
   * @return 0 to 1
   * @throws IllegalArgumentException if k is below 1
   */
  public double averagePrecision(int k) {
    Checks.cutOff(k);
    return relevant == 0 ? 0 : precisionSum(k) / relevant;
  }

  /**
   * The same divided by the most that k documents could hold, min(k, relevant): what
   * sentence-transformers calls MAP@k.
   *
   * @param k the cut-off, at least 1
   * @return 0 to 1
   * @throws IllegalArgumentException if k is below 1
   */
  public double cappedAveragePrecision(int k) {
    Checks.cutOff(k);
    return relevant == 0 ? 0 : precisionSum(k) / Math.min(k, relevant);
  }

  private double precisionSum(int k) {
    double sum = 0;
    int hits = 0;
    for (int i = 0; i < Math.min(k, grades.length); i++) {
      if (grades[i] > 0) {
        hits++;
        sum += (double) hits / (i + 1);
      }
    }
    return sum;
  }

  /**
   * Normalised discounted cumulative gain over all that was found, with linear gain.
   *
   * @return 0 to 1
   */
  public double ndcg() {
    return ndcg(Integer.MAX_VALUE, Gain.LINEAR);
  }

  /**
   * Normalised discounted cumulative gain: Σ gain / log₂(rank + 1) over the first k, divided by the
   * same of the best possible order (Järvelin and Kekäläinen 2002). A grade below 0 gains nothing.
   *
   * @param k the cut-off, at least 1
   * @param gain what a grade is worth
   * @return 0 to 1
   * @throws IllegalArgumentException if k is below 1
   */
  public double ndcg(int k, Gain gain) {
    Checks.cutOff(k);
    return relevant == 0 ? 0 : discounted(grades, k, gain) / discounted(ideal, k, gain);
  }

  private static double discounted(int[] grades, int k, Gain gain) {
    double sum = 0;
    for (int i = 0; i < Math.min(k, grades.length); i++) {
      sum += gain.of(grades[i]) * Math.log(2) / Math.log(i + 2.0);
    }
    return sum;
  }

  @Override
  public String toString() {
    return "Ranking" + Arrays.toString(grades) + " of " + relevant + " relevant";
  }
}
