package io.github.nlptoolkit.sequence.data;

import java.io.IOException;

/** Writes sentences one at a time. Not thread-safe. */
@FunctionalInterface
public interface SentenceWriter {

  /**
   * Writes a sentence.
   *
   * @param sentence the sentence
   * @throws IllegalArgumentException if the format cannot hold it: a blank in a cell of columns
   *     that blanks part, a line end in any cell of columns
   * @throws IOException if it cannot be written
   */
  void write(TokenRows sentence) throws IOException;
}
