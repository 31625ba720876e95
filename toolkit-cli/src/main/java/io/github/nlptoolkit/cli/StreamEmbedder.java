package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.sentence.EmbeddingListener;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.Iterator;
import java.util.List;

/** An embedder as the commands need it: it reports progress, and takes any number of texts. */
interface StreamEmbedder extends TextEmbedder {

  /** The number of tokens beyond which a text is cut. */
  int maxTokens();

  /** What it computes in: not {@link Precision#AUTO}. */
  Precision precision();

  /** What it computes on. */
  Device device();

  /** The vectors of texts, in order. */
  Embeddings embed(List<String> texts, EmbeddingListener listener);

  /**
   * The vectors of texts that need not fit in memory: some at a time, in order. Reads ahead only as
   * far as it must.
   */
  Iterator<Embeddings> embed(Iterator<String> texts, EmbeddingListener listener);
}
