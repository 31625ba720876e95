package io.github.nlptoolkit.ngram.internal.arpa;

import java.io.IOException;
import java.io.InputStream;

/** Bytes of a stream, one at a time, with the number of the line. Not thread-safe. */
final class ByteSource {
  static final int END = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private long line = 1;

  ByteSource(InputStream in) {
    this.in = in;
  }

  /** The next byte, which stays; {@link #END} after the last. */
  int peek() throws IOException {
    return at < limit || fill() ? buffer[at] : END;
  }

  /** Whether the text has ended; a byte of 0xFF is none of UTF-8. */
  boolean hasEnded() throws IOException {
    return at >= limit && !fill();
  }

  /** Takes the next byte. */
  void skip() {
    if (buffer[at] == '\n') {
      line++;
    }
    at++;
  }

  private boolean fill() throws IOException {
    limit = in.read(buffer, 0, buffer.length);
    at = 0;
    return limit > 0;
  }

  /** The number of the line of the next byte, from 1. */
  long line() {
    return line;
  }
}
