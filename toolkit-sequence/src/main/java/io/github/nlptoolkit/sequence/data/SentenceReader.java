package io.github.nlptoolkit.sequence.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads sentences one at a time, so that a file of any size fits in a small heap. Not thread-safe.
 */
public interface SentenceReader extends AutoCloseable {

  /**
   * The next sentence.
   *
   * @return the sentence; null at the end
   * @throws SequenceFormatException if the file is not as its format wants it
   * @throws IOException if it cannot be read
   */
  @Nullable TokenRows read() throws IOException;

  /**
   * All sentences that are left.
   *
   * @return the sentences in order
   * @throws SequenceFormatException if the file is not as its format wants it
   * @throws IOException if it cannot be read
   */
  default List<TokenRows> readAll() throws IOException {
    List<TokenRows> all = new ArrayList<>();
    for (TokenRows rows = read(); rows != null; rows = read()) {
      all.add(rows);
    }
    return all;
  }

  @Override
  void close() throws IOException;
}
