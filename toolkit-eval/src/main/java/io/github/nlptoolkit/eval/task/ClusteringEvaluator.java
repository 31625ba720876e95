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
 * {@code v_measure}, which counts as in MTEB, and purity, NMI, AMI and ARI.
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
    scores.put("v_measure", agreement.vMeasure(1));
    scores.put("purity", agreement.purity());
    scores.put("nmi", agreement.normalisedMutualInformation(mean));
    scores.put("ami", agreement.adjustedMutualInformation(mean));
    scores.put("ari", agreement.adjustedRand());
    double[] classes = Arrays.stream(gold).asDoubleStream().toArray();
    double[] clusters = Arrays.stream(found).asDoubleStream().toArray();
    return measurement.finish(
        texts,
        "v_measure",
        scores,
        ItemScores.of(ItemScores.Kind.V_MEASURE, classes, clusters),
        List.of());
  }
}
