package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Accuracy and F1 at their best thresholds of the cosine, and average precision. */
final class BinaryEvaluator implements SentenceEvaluator {
  private final List<TrainingExample> pairs;

  BinaryEvaluator(List<TrainingExample> pairs) {
    this.pairs = PairScores.checked(pairs, 2, true, 2);
    for (TrainingExample pair : pairs) {
      if (pair.labelsView()[0] != 0 && pair.labelsView()[0] != 1) {
        throw new IllegalArgumentException(
            "labels must be 0 or 1, got " + pair.labelsView()[0] + " of " + pair.texts());
      }
    }
  }

  @Override
  public Evaluation evaluate(TextEmbedder embedder) {
    return of(
        PairScores.ofPairs(embedder, pairs),
        pairs.stream().mapToInt(pair -> (int) pair.labelsView()[0]).toArray());
  }

  /** The scores of cosines whose labels are known. */
  static Evaluation of(double[] cosines, int[] labels) {
    int[] order =
        IntStream.range(0, cosines.length)
            .boxed()
            .sorted((a, b) -> Double.compare(cosines[b], cosines[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    int positives = IntStream.of(labels).sum();
    double accuracy = 0;
    double accuracyThreshold = -1;
    double f1 = 0;
    double precision = 0;
    double recall = 0;
    double f1Threshold = 0;
    int right = 0;
    for (int i = 0; i < order.length - 1; i++) {
      right += labels[order[i]];
      double threshold = (cosines[order[i]] + cosines[order[i + 1]]) / 2;
      int negativesLeft = labels.length - positives - (i + 1 - right);
      double accuracyHere = (right + negativesLeft) / (double) labels.length;
      if (accuracyHere > accuracy) {
        accuracy = accuracyHere;
        accuracyThreshold = threshold;
      }
      double f1Here = 2.0 * right / (i + 1 + positives);
      if (right > 0 && f1Here > f1) {
        f1 = f1Here;
        precision = right / (i + 1.0);
        recall = right / (double) positives;
        f1Threshold = threshold;
      }
    }
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("cosine_accuracy", accuracy);
    all.put("cosine_accuracy_threshold", accuracyThreshold);
    all.put("cosine_f1", f1);
    all.put("cosine_f1_threshold", f1Threshold);
    all.put("cosine_precision", precision);
    all.put("cosine_recall", recall);
    all.put("cosine_ap", averagePrecision(cosines, labels, order));
    return new Evaluation("cosine_ap", all);
  }

  /** The sum over thresholds of precision times what recall grows by; equal scores together. */
  private static double averagePrecision(double[] scores, int[] labels, int[] order) {
    int positives = IntStream.of(labels).sum();
    double sum = 0;
    int right = 0;
    int before = 0;
    for (int i = 0; i < order.length; i++) {
      right += labels[order[i]];
      if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
        sum += (right - before) / (double) Math.max(1, positives) * right / (i + 1);
        before = right;
      }
    }
    return sum;
  }
}
