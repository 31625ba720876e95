package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.sentence.EmbeddingListener;
import io.github.nlptoolkit.bert.sentence.EmbeddingProgress;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Vectors of three values without an engine: length, words, and the sum of the chars' codes. A text
 * of more than twenty words counts as truncated.
 */
final class FakeEmbedder implements StreamEmbedder {

  static final int MAX_WORDS = 20;
  private static final int CHUNK = 3;

  private boolean closed;

  static float[] vector(String text) {
    return new float[] {text.length() + 1, words(text), text.chars().sum() / 100f};
  }

  private static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public int dimension() {
    return 3;
  }

  @Override
  public int maxTokens() {
    return MAX_WORDS;
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  public Device device() {
    return Device.cpu();
  }

  @Override
  public Embeddings embed(List<String> texts) {
    return embed(texts, EmbeddingListener.none());
  }

  @Override
  public Embeddings embed(List<String> texts, EmbeddingListener listener) {
    Embeddings.Builder builder = Embeddings.builder(texts.size(), 3);
    long truncated = 0;
    for (int i = 0; i < texts.size(); i++) {
      builder.row(i, vector(texts.get(i)), 0, 3);
      truncated += words(texts.get(i)) > MAX_WORDS ? 1 : 0;
    }
    listener.onProgress(new EmbeddingProgress(texts.size(), texts.size(), 0, truncated));
    return builder.build();
  }

  @Override
  public Iterator<Embeddings> embed(Iterator<String> texts, EmbeddingListener listener) {
    return new Iterator<>() {
      private long count;
      private long truncated;

      @Override
      public boolean hasNext() {
        return texts.hasNext();
      }

      @Override
      public Embeddings next() {
        List<String> chunk = new ArrayList<>();
        while (chunk.size() < CHUNK && texts.hasNext()) {
          chunk.add(texts.next());
        }
        long[] ofChunk = new long[1];
        Embeddings vectors = embed(chunk, progress -> ofChunk[0] = progress.truncated());
        count += chunk.size();
        truncated += ofChunk[0];
        listener.onProgress(new EmbeddingProgress(count, -1, 0, truncated));
        return vectors;
      }
    };
  }

  @Override
  public void close() {
    closed = true;
  }
}
