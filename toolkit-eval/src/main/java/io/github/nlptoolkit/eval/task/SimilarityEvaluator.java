package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.eval.dataset.ScoredPair;
import io.github.nlptoolkit.eval.metric.Correlation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far similarities go with people's scores: STS Benchmark, SICK, and pairs of words. The scores
 * are those of sentence-transformers' {@code EmbeddingSimilarityEvaluator}: {@code
 * spearman_cosine}, which counts, and Pearson's r and Spearman's ρ of cosine, dot product and the
 * negative euclidean and Manhattan distances.
 */
public final class SimilarityEvaluator {
  private SimilarityEvaluator() {}

  /**
   * Evaluates a model.
   *
   * @param embedder the model; not closed
   * @param pairs the data set
   * @param seed of the samples of intervals
   * @param progress hears how many texts are embedded
   * @return the evaluation; scores are NaN if the pairs are fewer than two or have one score
   */
  public static Evaluation evaluate(
      TextEmbedder embedder, List<ScoredPair> pairs, long seed, Progress progress) {
    Measurement measurement = new Measurement("similarity", seed, Map.of());
    List<String> texts = new ArrayList<>();
    pairs.forEach(pair -> texts.addAll(List.of(pair.first(), pair.second())));
    TextVectors vectors = new TextVectors(embedder, texts, progress);
    double[] gold = pairs.stream().mapToDouble(ScoredPair::score).toArray();
    Map<String, double[]> similarities = new LinkedHashMap<>();
    similarities.put(
        "cosine", pairs.stream().mapToDouble(p -> vectors.cosine(p.first(), p.second())).toArray());
    similarities.put(
        "dot", pairs.stream().mapToDouble(p -> vectors.dot(p.first(), p.second())).toArray());
    similarities.put(
        "euclidean",
        pairs.stream().mapToDouble(p -> vectors.nearness(p.first(), p.second(), true)).toArray());
    similarities.put(
        "manhattan",
        pairs.stream().mapToDouble(p -> vectors.nearness(p.first(), p.second(), false)).toArray());
    Map<String, Double> scores = new LinkedHashMap<>();
    similarities.forEach(
        (name, values) -> {
          scores.put("spearman_" + name, Correlation.spearman(gold, values).value());
          scores.put("pearson_" + name, Correlation.pearson(gold, values).value());
        });
    double[] cosines = similarities.getOrDefault("cosine", new double[0]);
    return measurement.finish(
        pairs,
        "spearman_cosine",
        scores,
        ItemScores.of(ItemScores.Kind.SPEARMAN, gold, cosines),
        List.of(
            new Chart.Scatter(
                "similarity against gold scores",
                "gold score",
                "cosine",
                Arrays.stream(gold).boxed().toList(),
                Arrays.stream(cosines).boxed().toList())));
  }
}
