package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.List;

/** Stands where an embedder is asked for and not used. */
final class NoEmbedder implements TextEmbedder {

  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public Embeddings embed(List<String> texts) {
    throw new UnsupportedOperationException("this embedder embeds nothing");
  }

  @Override
  public void close() {}
}
