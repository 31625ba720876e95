package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.sentence.EmbeddingListener;
import io.github.nlptoolkit.bert.sentence.EmbeddingProgress;
import io.github.nlptoolkit.bert.sentence.StaticEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A static model as the commands need it. */
record StaticModel(StaticEmbedder embedder) implements StreamEmbedder {
  private static final int CHUNK = 4096;

  @Override
  public int dimension() {
    return embedder.dimension();
  }

  /** No text is too long. */
  @Override
  public int maxTokens() {
    return Integer.MAX_VALUE;
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
    return embedder.embed(texts);
  }

  @Override
  public Embeddings embed(List<String> texts, EmbeddingListener listener) {
    Embeddings vectors = embedder.embed(texts);
    listener.onProgress(new EmbeddingProgress(texts.size(), texts.size(), 0, 0));
    return vectors;
  }

  @Override
  public Iterator<Embeddings> embed(Iterator<String> texts, EmbeddingListener listener) {
    return new Iterator<>() {
      private long done;

      @Override
      public boolean hasNext() {
        return texts.hasNext();
      }

      @Override
      public Embeddings next() {
        List<String> chunk = new ArrayList<>(List.of(texts.next()));
        while (texts.hasNext() && chunk.size() < CHUNK) {
          chunk.add(texts.next());
        }
        Embeddings vectors = embedder.embed(chunk);
        done += chunk.size();
        listener.onProgress(new EmbeddingProgress(done, -1, 0, 0));
        return vectors;
      }
    };
  }

  @Override
  public void close() {
    embedder.close();
  }
}
