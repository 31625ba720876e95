package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How often the positive is nearer to the anchor than the negative. */
final class TripletEvaluator implements SentenceEvaluator {
  private final List<TrainingExample> triplets;

  TripletEvaluator(List<TrainingExample> triplets) {
    this.triplets = PairScores.checked(triplets, 3, false, 1);
  }

  @Override
  public Evaluation evaluate(TextEmbedder embedder) {
    double[][] cosines = PairScores.cosines(embedder, triplets);
    long right = Arrays.stream(cosines).filter(both -> both[0] > both[1]).count();
    return new Evaluation(
        "cosine_accuracy", Map.of("cosine_accuracy", right / (double) cosines.length));
  }
}
