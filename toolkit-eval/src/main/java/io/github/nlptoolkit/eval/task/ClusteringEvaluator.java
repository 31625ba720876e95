package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.eval.cluster.ClusterAgreement;
import io.github.nlptoolkit.eval.dataset.LabelledText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How far clusters of a model's vectors agree with classes, with as many clusters as classes:
 * {@code purity}, which counts because it is a mean over items and so has an interval, and
 * V-measure (MTEB's), NMI, AMI and ARI.
 */
public final class ClusteringEvaluator {
  private ClusteringEvaluator() {}

  /**
   * Evaluates a model.
   *
   * @param embedder the model; not closed
   * @param texts the data set
   * @param clusterer what clusters
   * @param seed of what is drawn
   * @param progress hears how many texts are embedded
   * @return the evaluation
   * @throws IllegalArgumentException if there are fewer than two classes
   */
  public static Evaluation evaluate(
      TextEmbedder embedder,
      List<LabelledText> texts,
      Clusterer clusterer,
      long seed,
      Progress progress) {
    List<String> labels =
        List.copyOf(new TreeSet<>(texts.stream().map(LabelledText::label).toList()));
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "there must be at least 2 classes to cluster, got " + labels);
    }
    Measurement measurement =
        new Measurement("clustering", seed, Map.of("clusters", Integer.toString(labels.size())));
    List<String> plain = texts.stream().map(LabelledText::text).toList();
    TextVectors vectors = new TextVectors(embedder, plain, progress);
    int[] gold = texts.stream().mapToInt(text -> labels.indexOf(text.label())).toArray();
    int[] found = clusterer.cluster(vectors.vectors(plain), labels.size(), seed);
    ClusterAgreement agreement = ClusterAgreement.of(gold, found);
    ClusterAgreement.Averaging mean = ClusterAgreement.Averaging.ARITHMETIC;
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("purity", agreement.purity());
    scores.put("v_measure", agreement.vMeasure(1));
    scores.put("nmi", agreement.normalisedMutualInformation(mean));
    scores.put("ami", agreement.adjustedMutualInformation(mean));
    scores.put("ari", agreement.adjustedRand());
    return measurement.finish(
        texts, "purity", scores, ItemScores.of(ItemScores.Kind.MEAN, pure(gold, found)), List.of());
  }

  /** Whether each item is of its cluster's most frequent class. */
  private static double[] pure(int[] gold, int[] found) {
    Map<Integer, Map<Integer, Integer>> counts = new LinkedHashMap<>();
    for (int i = 0; i < gold.length; i++) {
      counts
          .computeIfAbsent(found[i], cluster -> new LinkedHashMap<>())
          .merge(gold[i], 1, Integer::sum);
    }
    Map<Integer, Integer> most = new LinkedHashMap<>();
    counts.forEach(
        (cluster, classes) ->
            most.put(
                cluster,
                classes.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(-1)));
    double[] pure = new double[gold.length];
    Arrays.setAll(pure, i -> most.getOrDefault(found[i], -1) == gold[i] ? 1 : 0);
    return pure;
  }
}
