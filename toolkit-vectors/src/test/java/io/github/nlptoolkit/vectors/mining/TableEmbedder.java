package io.github.nlptoolkit.vectors.mining;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.List;
import java.util.Map;

/** Knows the vectors of some texts. */
final class TableEmbedder implements TextEmbedder {
  private final Map<String, float[]> vectors;

  TableEmbedder(Map<String, float[]> vectors) {
    this.vectors = vectors;
  }

  List<String> texts() {
    return List.copyOf(vectors.keySet());
  }

  @Override
  public int dimension() {
    return vectors.values().iterator().next().length;
  }

  @Override
  public Embeddings embed(List<String> texts) {
    Embeddings.Builder result = Embeddings.builder(texts.size(), dimension());
    for (int i = 0; i < texts.size(); i++) {
      float[] vector = vectors.get(texts.get(i));
      if (vector == null) {
        throw new AssertionError("no vector for " + texts.get(i));
      }
      result.row(i, vector, 0, vector.length);
    }
    return result.build();
  }

  @Override
  public void close() {}
}
