package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Embeds texts as the vectors are read, some thousands at a time. Not thread-safe. */
final class EmbeddingStream implements Iterator<Embeddings> {
  private static final int CHUNK_TEXTS = 4096;
  private static final long CHUNK_CHARS = 1 << 21;

  private final Iterator<String> texts;
  private final Function<List<String>, Embeddings> embedding;
  private long read;

  EmbeddingStream(Iterator<String> texts, Function<List<String>, Embeddings> embedding) {
    this.texts = texts;
    this.embedding = embedding;
  }

  @Override
  public boolean hasNext() {
    return texts.hasNext();
  }

  @Override
  public Embeddings next() {
    if (!texts.hasNext()) {
      throw new NoSuchElementException("no more texts");
    }
    List<String> chunk = new ArrayList<>();
    long chars = 0;
    while (texts.hasNext() && chunk.size() < CHUNK_TEXTS && chars < CHUNK_CHARS) {
      String text = texts.next();
      if (text == null) {
        throw new NullPointerException("texts[" + read + "] is null");
      }
      read++;
      chars += text.length();
      chunk.add(text);
    }
    return embedding.apply(chunk);
  }
}
