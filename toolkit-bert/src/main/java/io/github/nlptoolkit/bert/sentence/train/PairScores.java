package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cosines of the texts of examples, each text embedded once. */
final class PairScores {
  private PairScores() {}

  /** The cosine of each example's first text with each of its others. */
  static double[][] cosines(TextEmbedder embedder, List<TrainingExample> examples) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (TrainingExample example : examples) {
      for (String text : example.texts()) {
        places.putIfAbsent(text, places.size());
      }
    }
    Embeddings vectors = embedder.embed(new ArrayList<>(places.keySet()));
    double[][] cosines = new double[examples.size()][];
    for (int i = 0; i < cosines.length; i++) {
      List<String> texts = examples.get(i).texts();
      cosines[i] = new double[texts.size() - 1];
      for (int j = 1; j < texts.size(); j++) {
        cosines[i][j - 1] =
            vectors.cosine(place(places, texts.get(0)), place(places, texts.get(j)));
      }
    }
    return cosines;
  }

  private static int place(Map<String, Integer> places, String text) {
    Integer place = places.get(text);
    return place == null ? -1 : place;
  }

  /** The cosines of pairs. */
  static double[] ofPairs(TextEmbedder embedder, List<TrainingExample> pairs) {
    double[][] cosines = cosines(embedder, pairs);
    double[] scores = new double[cosines.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = cosines[i][0];
    }
    return scores;
  }

  /** Checks the shape of examples, and copies the list. */
  static List<TrainingExample> checked(
      List<TrainingExample> examples, int texts, boolean labelled, int least) {
    if (examples.size() < least) {
      throw new IllegalArgumentException(
          "there must be at least " + least + " examples to evaluate on, got " + examples.size());
    }
    for (int i = 0; i < examples.size(); i++) {
      TrainingExample example = examples.get(i);
      if (example.texts().size() != texts || (labelled && example.labelsView().length != 1)) {
        throw new IllegalArgumentException(
            "example "
                + (i + 1)
                + " must have "
                + texts
                + " texts"
                + (labelled ? " and a label" : "")
                + ", got "
                + example.texts().size()
                + " and "
                + example.labelsView().length);
      }
    }
    return List.copyOf(examples);
  }
}
