package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.List;

/** A sentence embedder with options of its own. Thread-safe. */
final class EmbedderView implements TextEmbedder {
  private final SentenceEmbedder embedder;
  private final EmbeddingOptions options;
  private final int dimension;
  private volatile boolean closed;

  EmbedderView(SentenceEmbedder embedder, EmbeddingOptions options, int dimension) {
    this.embedder = embedder;
    this.options = options;
    this.dimension = dimension;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Embeddings embed(List<String> texts) {
    if (closed) {
      throw new IllegalStateException("this embedder is closed");
    }
    return embedder.embed(texts, options, EmbeddingListener.none());
  }

  /** Closes the view only. */
  @Override
  public void close() {
    closed = true;
  }
}
