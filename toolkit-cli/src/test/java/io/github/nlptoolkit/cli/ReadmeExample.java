package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.keybert.KeyBert;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.language.TextAnalyzers;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

public final class ReadmeExample {

  public static void main(String[] args) throws IOException {
    Path model = Models.standard().resolve("all-MiniLM-L6-v2");
    try (SentenceEmbedder embedder = SentenceEmbedder.load(model)) {
      Embeddings vectors = embedder.embed(List.of("A man is eating.", "Someone has lunch."));
      System.out.println(vectors.cosine(0, 1));

      KeyBert keyBert = KeyBert.builder(embedder, TextAnalyzers.automatic()).topN(3).build();
      for (Keyword keyword : keyBert.extract("Glaciers carve valleys, rivers deepen them.")) {
        System.out.println(keyword.text() + " " + keyword.score() + " " + keyword.spans());
      }
    }
  }
}
