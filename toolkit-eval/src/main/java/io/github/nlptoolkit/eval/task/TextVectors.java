package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Embeds the texts of a data set, each distinct one once, some at a time. */
final class TextVectors {
  private static final int PIECE = 1_024;

  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final float[] values;
  private final int dimension;

  TextVectors(TextEmbedder embedder, Iterable<String> texts, Progress progress) {
    for (String text : texts) {
      places.putIfAbsent(text, places.size());
    }
    dimension = embedder.dimension();
    values = new float[Math.multiplyExact(places.size(), dimension)];
    List<String> distinct = new ArrayList<>(places.keySet());
    for (int from = 0; from < distinct.size(); from += PIECE) {
      int to = Math.min(from + PIECE, distinct.size());
      Embeddings piece = embedder.embed(distinct.subList(from, to));
      for (int i = from; i < to; i++) {
        piece.copyTo(i - from, values, i * dimension);
      }
      progress.at(to, distinct.size());
    }
  }

  float[] vector(String text) {
    Integer place = places.get(text);
    if (place == null) {
      throw new IllegalArgumentException("no vector of \"" + text + '"');
    }
    return Arrays.copyOfRange(values, place * dimension, (place + 1) * dimension);
  }

  Embeddings vectors(List<String> texts) {
    Embeddings.Builder all = Embeddings.builder(texts.size(), dimension);
    for (int i = 0; i < texts.size(); i++) {
      all.row(i, vector(texts.get(i)), 0, dimension);
    }
    return all.build();
  }

  double cosine(String a, String b) {
    double norms = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
    return norms == 0 ? 0 : dot(a, b) / norms;
  }

  double dot(String a, String b) {
    float[] x = vector(a);
    float[] y = vector(b);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }

  /** The negative distance. */
  double nearness(String a, String b, boolean isEuclidean) {
    float[] x = vector(a);
    float[] y = vector(b);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double difference = (double) x[i] - y[i];
      sum += isEuclidean ? difference * difference : Math.abs(difference);
    }
    return isEuclidean ? -Math.sqrt(sum) : -sum;
  }
}
