package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.eval.dataset.Analogy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many questions "a is to b as c is to?" word vectors answer, with the numbers of gensim's
 * {@code evaluate_word_analogies}: {@code accuracy}, which counts, {@code known}, the share of
 * questions whose words are all known, and the accuracy of each section as {@code accuracy: NAME}.
 */
public final class AnalogyEvaluator {
  private static final int PIECE = 256;

  private AnalogyEvaluator() {}

  /**
   * Evaluates word vectors, on all cores.
   *
   * @param words the vectors
   * @param questions the data set
   * @param countsUnknown whether questions with an unknown word count as wrong; else they are left
   *     out, of the data set's hash too, so that only results of the same questions are compared
   * @param seed of the samples of intervals
   * @param progress hears how many questions are done
   * @return the evaluation; NaN if no question counts
   */
  public static Evaluation evaluate(
      WordSpace words,
      List<Analogy> questions,
      boolean countsUnknown,
      long seed,
      Progress progress) {
    Measurement measurement =
        new Measurement(
            "analogies", seed, Map.of("count-unknown", Boolean.toString(countsUnknown)));
    List<Optional<Boolean>> answers = new ArrayList<>();
    for (int from = 0; from < questions.size(); from += PIECE) {
      int to = Math.min(from + PIECE, questions.size());
      answers.addAll(questions.subList(from, to).parallelStream().map(words::answers).toList());
      progress.at(to, questions.size());
    }
    List<Analogy> counted = new ArrayList<>();
    List<Double> right = new ArrayList<>();
    Map<String, List<Double>> sections = new TreeMap<>();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).isPresent() || countsUnknown) {
        double score = answers.get(i).orElse(false) ? 1 : 0;
        counted.add(questions.get(i));
        right.add(score);
        sections.computeIfAbsent(questions.get(i).section(), name -> new ArrayList<>()).add(score);
      }
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("accuracy", mean(right));
    scores.put(
        "known", (double) answers.stream().filter(Optional::isPresent).count() / questions.size());
    sections.forEach((name, each) -> scores.put("accuracy: " + name, mean(each)));
    double[] items = right.stream().mapToDouble(Double::doubleValue).toArray();
    return measurement.finish(
        counted, "accuracy", scores, ItemScores.of(ItemScores.Kind.MEAN, items), List.of());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
