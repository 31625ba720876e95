package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.eval.dataset.ScoredPair;
import io.github.nlptoolkit.eval.metric.BinaryRanking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well cosines tell pairs that belong together from others: {@code cosine_ap}, which counts,
 * ROC-AUC, and accuracy and F1 at their best thresholds, as in sentence-transformers' {@code
 * BinaryClassificationEvaluator}.
 */
public final class PairClassificationEvaluator {
  private PairClassificationEvaluator() {}

  /**
   * Evaluates a model.
   *
   * @param embedder the model; not closed
   * @param pairs the data set; a score above 0 says that a pair belongs together
   * @param seed of the samples of intervals
   * @param progress hears how many texts are embedded
   * @return the evaluation
   */
  public static Evaluation evaluate(
      TextEmbedder embedder, List<ScoredPair> pairs, long seed, Progress progress) {
    Measurement measurement = new Measurement("pair-classification", seed, Map.of());
    List<String> texts = new ArrayList<>();
    pairs.forEach(pair -> texts.addAll(List.of(pair.first(), pair.second())));
    TextVectors vectors = new TextVectors(embedder, texts, progress);
    boolean[] labels = new boolean[pairs.size()];
    double[] numbers = new double[pairs.size()];
    double[] cosines = new double[pairs.size()];
    for (int i = 0; i < labels.length; i++) {
      ScoredPair pair = pairs.get(i);
      labels[i] = pair.score() > 0;
      numbers[i] = labels[i] ? 1 : 0;
      cosines[i] = vectors.cosine(pair.first(), pair.second());
    }
    BinaryRanking ranking = BinaryRanking.of(labels, cosines);
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("cosine_ap", ranking.averagePrecision());
    scores.put("roc_auc", ranking.rocAuc());
    scores.put("accuracy", ranking.bestAccuracy().value());
    scores.put("accuracy_threshold", ranking.bestAccuracy().threshold());
    scores.put("f1", ranking.bestF1().value());
    scores.put("f1_threshold", ranking.bestF1().threshold());
    return measurement.finish(
        pairs,
        "cosine_ap",
        scores,
        ItemScores.of(ItemScores.Kind.AVERAGE_PRECISION, numbers, cosines),
        List.of());
  }
}
