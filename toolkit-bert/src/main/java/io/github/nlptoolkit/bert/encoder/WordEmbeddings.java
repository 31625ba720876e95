package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.List;

/**
 * The words of a text with their vectors. Immutable and thread-safe.
 *
 * @param words the words in the order of the text
 * @param embeddings their vectors, words × hidden size
 */
public record WordEmbeddings(List<Word> words, Embeddings embeddings) {
  /** Copies the list. */
  public WordEmbeddings {
    words = List.copyOf(words);
    if (words.size() != embeddings.count()) {
      throw new IllegalArgumentException(
          words.size() + " words need as many vectors, got " + embeddings.count());
    }
  }
}
