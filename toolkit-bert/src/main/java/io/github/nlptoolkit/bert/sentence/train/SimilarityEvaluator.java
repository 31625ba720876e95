package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pearson's and Spearman's correlation of cosines and scores. */
final class SimilarityEvaluator implements SentenceEvaluator {
  private final List<TrainingExample> pairs;
  private final double[] gold;

  SimilarityEvaluator(List<TrainingExample> pairs) {
    this.pairs = PairScores.checked(pairs, 2, true, 2);
    this.gold = pairs.stream().mapToDouble(pair -> pair.labelsView()[0]).toArray();
  }

  @Override
  public Evaluation evaluate(TextEmbedder embedder) {
    double[] scores = PairScores.ofPairs(embedder, pairs);
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("pearson_cosine", pearson(scores, gold));
    all.put("spearman_cosine", pearson(ranks(scores), ranks(gold)));
    return new Evaluation("spearman_cosine", all);
  }

  /** The ranks, the mean of the ranks for equal values. */
  static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    int start = 0;
    while (start < order.length) {
      int end = start + 1;
      while (end < order.length && values[order[end]] == values[order[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order[i]] = (start + end + 1) / 2.0;
      }
      start = end;
    }
    return ranks;
  }

  /** The correlation; NaN if one side does not vary. */
  static double pearson(double[] x, double[] y) {
    double meanX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElse(0);
    double meanY = IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElse(0);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
