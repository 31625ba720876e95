package io.github.nlptoolkit.embedding;

import java.util.List;

/**
 * Turns texts into dense vectors of one dimension.
 *
 * <p>Implementations are thread-safe: many threads may embed on one instance. {@link #close()} is
 * idempotent; a call after it throws {@link IllegalStateException}.
 */
public interface TextEmbedder extends AutoCloseable {

  /**
   * The number of values in each vector.
   *
   * @return the dimension, at least 1
   */
  int dimension();

  /**
   * Embeds texts.
   *
   * @param texts the texts, in any order and number; an empty or blank text is a text like any
   *     other
   * @return one vector for each text, in the order of {@code texts}; empty for an empty list
   * @throws NullPointerException if the list or one of its texts is null (the message names its
   *     index)
   * @throws IllegalStateException if this embedder is closed
   */
  Embeddings embed(List<String> texts);

  /**
   * Embeds one text.
   *
   * @param text the text
   * @return its vector, {@link #dimension()} values, the caller's own
   * @throws IllegalStateException if this embedder is closed
   */
  default float[] embed(String text) {
    return embed(List.of(text)).vector(0);
  }

  /** Frees what this embedder holds; waits for running calls. The second call does nothing. */
  @Override
  void close();
}
