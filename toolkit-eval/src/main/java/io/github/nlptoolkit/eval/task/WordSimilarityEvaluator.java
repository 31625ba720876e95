package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.eval.dataset.ScoredPair;
import io.github.nlptoolkit.eval.metric.Correlation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far the cosines of words go with people's scores (WordSim-353, SimLex-999), with the numbers
 * of gensim's {@code evaluate_word_pairs}: {@code spearman}, which counts, {@code pearson}, and
 * {@code known}, the share of pairs whose words are both known.
 */
public final class WordSimilarityEvaluator {
  private WordSimilarityEvaluator() {}

  /**
   * Evaluates word vectors.
   *
   * @param words the vectors
   * @param pairs the data set
   * @param countsUnknown whether pairs with an unknown word have the cosine 0; else they are left
   *     out, of the data set's hash too, so that only results of the same pairs are compared
   * @param seed of the samples of intervals
   * @param progress hears how many pairs are done
   * @return the evaluation; correlations are NaN of fewer than two pairs or of equal scores
   */
  public static Evaluation evaluate(
      WordSpace words,
      List<ScoredPair> pairs,
      boolean countsUnknown,
      long seed,
      Progress progress) {
    Measurement measurement =
        new Measurement(
            "word-similarity", seed, Map.of("count-unknown", Boolean.toString(countsUnknown)));
    List<ScoredPair> counted = new ArrayList<>();
    List<Double> people = new ArrayList<>();
    List<Double> model = new ArrayList<>();
    int known = 0;
    for (ScoredPair pair : pairs) {
      OptionalDouble cosine = words.similarity(pair.first(), pair.second());
      known += cosine.isPresent() ? 1 : 0;
      if (cosine.isPresent() || countsUnknown) {
        counted.add(pair);
        people.add(pair.score());
        model.add(cosine.orElse(0));
      }
    }
    progress.at(pairs.size(), pairs.size());
    double[] gold = people.stream().mapToDouble(Double::doubleValue).toArray();
    double[] cosines = model.stream().mapToDouble(Double::doubleValue).toArray();
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("spearman", Correlation.spearman(gold, cosines).value());
    scores.put("pearson", Correlation.pearson(gold, cosines).value());
    scores.put("known", (double) known / pairs.size());
    return measurement.finish(
        counted,
        "spearman",
        scores,
        ItemScores.of(ItemScores.Kind.SPEARMAN, gold, cosines),
        List.of(
            new Chart.Scatter(
                "similarity against gold scores", "gold score", "cosine", people, model)));
  }
}
