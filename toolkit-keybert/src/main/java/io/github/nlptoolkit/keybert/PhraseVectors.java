package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keybert.phrase.Phrase;
import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The vectors of some documents' phrases and windows, of length 1 (or 0): from the cache, and the
 * rest from one call of the embedder.
 */
final class PhraseVectors {

  private final List<DocumentPhrases> documents;
  private final Map<String, float[]> phrases;
  private final List<float[][]> windows;
  private final float[] seed;

  private PhraseVectors(
      List<DocumentPhrases> documents,
      Map<String, float[]> phrases,
      List<float[][]> windows,
      float[] seed) {
    this.documents = documents;
    this.phrases = phrases;
    this.windows = windows;
    this.seed = seed;
  }

  static PhraseVectors of(
      List<DocumentPhrases> documents,
      List<String> seeds,
      TextEmbedder embedder,
      VectorCache cache) {
    Map<String, float[]> known = new HashMap<>();
    List<String> texts = unknown(documents, cache, known);
    int newPhrases = texts.size();
    for (DocumentPhrases document : documents) {
      for (Span window : document.windows()) {
        texts.add(window.of(document.text().text()));
      }
    }
    int windowsEnd = texts.size();
    if (windowsEnd > 0) {
      texts.addAll(seeds);
    }
    Embeddings embedded = Vectors.embed(texts, embedder);
    for (int row = 0; row < newPhrases; row++) {
      float[] vector = Relevances.unit(embedded.vector(row));
      known.put(texts.get(row), vector);
      cache.put(texts.get(row), vector);
    }
    List<float[][]> windows = new ArrayList<>(documents.size());
    int row = newPhrases;
    for (DocumentPhrases document : documents) {
      float[][] ofDocument = new float[document.windows().size()][];
      for (int i = 0; i < ofDocument.length; i++) {
        ofDocument[i] = Relevances.unit(embedded.vector(row++));
      }
      windows.add(ofDocument);
    }
    float[] seed = new float[embedder.dimension()];
    for (int i = windowsEnd; i < texts.size(); i++) {
      float[] vector = Relevances.unit(embedded.vector(i));
      for (int d = 0; d < seed.length; d++) {
        seed[d] += vector[d] / seeds.size();
      }
    }
    return new PhraseVectors(List.copyOf(documents), known, windows, seed);
  }

  /** The phrases to embed, each once; those of the cache go into {@code known}. */
  private static List<String> unknown(
      List<DocumentPhrases> documents, VectorCache cache, Map<String, float[]> known) {
    Set<String> all = new LinkedHashSet<>();
    for (DocumentPhrases document : documents) {
      for (Phrase phrase : document.phrases()) {
        all.add(phrase.text());
      }
    }
    cache.copyTo(known, all);
    List<String> unknown = new ArrayList<>(all);
    unknown.removeIf(known::containsKey);
    return unknown;
  }

  float[][] phrases(int document) {
    return documents.get(document).phrases().stream()
        .map(phrase -> Objects.requireNonNull(phrases.get(phrase.text())))
        .toArray(float[][]::new);
  }

  float[][] windows(int document) {
    return windows.get(document);
  }

  float[] seed() {
    return seed;
  }
}
