package io.github.nlptoolkit.benchmarks.embed;

import java.util.List;

/** An embedder that is loaded. Thread-safe. */
interface OpenEmbedder extends AutoCloseable {

  /** The call that embeds many texts. */
  EmbedCall call(List<String> texts);

  /** The call that embeds one text. */
  EmbedCall call(String text);

  /** Frees what it holds, as far as it can be freed. */
  @Override
  void close();
}
