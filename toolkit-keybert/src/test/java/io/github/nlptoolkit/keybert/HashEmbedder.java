package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Vectors that are a hash of the text: the same as record.py makes. It remembers what it was asked.
 */
final class HashEmbedder implements TextEmbedder {

  final Queue<List<String>> calls = new ConcurrentLinkedQueue<>();
  private final int dimension;

  HashEmbedder() {
    this(32);
  }

  HashEmbedder(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Embeddings embed(List<String> texts) {
    calls.add(List.copyOf(texts));
    Embeddings.Builder builder = Embeddings.builder(texts.size(), dimension);
    for (int i = 0; i < texts.size(); i++) {
      builder.row(i, vector(texts.get(i), dimension), 0, dimension);
    }
    return builder.build();
  }

  @Override
  public void close() {
    throw new AssertionError("an embedder is the caller's to close");
  }

  static float[] vector(String text, int dimension) {
    long state = 0xCBF29CE484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      state = (state ^ (b & 0xff)) * 0x100000001B3L;
    }
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      state += 0x9E3779B97F4A7C15L;
      long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
      values[i] = (z >>> 40) / (float) (1 << 24) - 0.5f;
    }
    return values;
  }
}
