package io.github.nlptoolkit.eval.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many questions "a is to b as c is to?" word vectors answer: {@code accuracy} over the
 * questions whose words are all known, and {@code known}, their share. {@link SimilarityEvaluator}
 * compares words with people's scores.
 */
public final class AnalogyEvaluator {
  private AnalogyEvaluator() {}

  /**
   * A question.
   *
   * @param a is to
   * @param b as
   * @param c is to
   * @param answer the right word
   */
  public record Analogy(String a, String b, String c, String answer) {}

  /** Answers questions; the vectors' search. */
  @FunctionalInterface
  public interface Answers {

    /**
     * The best word.
     *
     * @param analogy the question
     * @return the word, or nothing if a word of the question is not known
     */
    Optional<String> answer(Analogy analogy);
  }

  /**
   * Evaluates word vectors.
   *
   * @param answers their search
   * @param analogies the data set
   * @param seed of the samples of intervals
   * @param progress hears how many questions are done
   * @return the evaluation; NaN if no question is known
   */
  public static Evaluation evaluate(
      Answers answers, List<Analogy> analogies, long seed, Progress progress) {
    Measurement measurement = new Measurement("analogies", seed, Map.of());
    double[] right = new double[analogies.size()];
    int known = 0;
    for (int i = 0; i < analogies.size(); i++) {
      Optional<String> answer = answers.answer(analogies.get(i));
      if (answer.isPresent()) {
        right[known++] = answer.get().equals(analogies.get(i).answer()) ? 1 : 0;
      }
      progress.at(i + 1L, analogies.size());
    }
    double[] items = java.util.Arrays.copyOf(right, known);
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("accuracy", java.util.Arrays.stream(items).average().orElse(Double.NaN));
    scores.put("known", (double) known / analogies.size());
    return measurement.finish(
        analogies, "accuracy", scores, ItemScores.of(ItemScores.Kind.MEAN, items), List.of());
  }
}
