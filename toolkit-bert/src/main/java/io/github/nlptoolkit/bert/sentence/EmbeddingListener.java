package io.github.nlptoolkit.bert.sentence;

/**
 * Hears how far an embedding is. Called by one thread at a time, not always the same; must return
 * soon and must not call the embedder.
 */
@FunctionalInterface
public interface EmbeddingListener {

  /**
   * Hears of progress.
   *
   * @param progress how far the embedding is; never less than before
   */
  void onProgress(EmbeddingProgress progress);

  /**
   * One that does nothing.
   *
   * @return the listener
   */
  static EmbeddingListener none() {
    return progress -> {};
  }
}
