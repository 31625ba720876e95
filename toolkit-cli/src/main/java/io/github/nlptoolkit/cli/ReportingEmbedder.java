package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.List;

/** Reports each call; for those who know embedders only as such. The embedder stays the owner's. */
record ReportingEmbedder(StreamEmbedder embedder, ProgressDisplay progress)
    implements TextEmbedder {

  @Override
  public int dimension() {
    return embedder.dimension();
  }

  @Override
  public Embeddings embed(List<String> texts) {
    return embedder.embed(texts, progress.call());
  }

  @Override
  public void close() {}
}
