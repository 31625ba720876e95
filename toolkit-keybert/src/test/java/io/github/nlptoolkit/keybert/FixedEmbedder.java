package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Vectors written down by hand; a text that has none is an error. */
record FixedEmbedder(int dimension, Map<String, float[]> vectors) implements TextEmbedder {

  @Override
  public Embeddings embed(List<String> texts) {
    Embeddings.Builder builder = Embeddings.builder(texts.size(), dimension);
    for (int i = 0; i < texts.size(); i++) {
      float[] vector = Objects.requireNonNull(vectors.get(texts.get(i)), texts.get(i));
      builder.row(i, vector, 0, vector.length);
    }
    return builder.build();
  }

  @Override
  public void close() {
    throw new AssertionError("an embedder is the caller's to close");
  }
}
