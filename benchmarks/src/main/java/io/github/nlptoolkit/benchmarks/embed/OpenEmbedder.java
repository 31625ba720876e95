package io.github.nlptoolkit.benchmarks.embed;

import java.util.List;

/** An embedder that is loaded. Thread-safe. */
public interface OpenEmbedder extends AutoCloseable {

  /**
   * The call that embeds many texts.
   *
   * @param texts the texts
   * @return the call, to be made any number of times
   */
  EmbedCall call(List<String> texts);

  /**
   * The call that embeds one text.
   *
   * @param text the text
   * @return the call, to be made any number of times
   */
  EmbedCall call(String text);

  /** Frees what it holds, as far as it can be freed. */
  @Override
  void close();
}
