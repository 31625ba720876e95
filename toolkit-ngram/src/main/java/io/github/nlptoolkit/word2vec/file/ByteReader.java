package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Bytes of a file with their places. Not thread-safe. */
final class ByteReader {

  /** No line of vectors is longer: 2^20 values of up to 60 chars. */
  private static final int LONGEST_LINE = 1 << 26;

  private final Path file;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long before;
  private byte[] line = new byte[1 << 12];
  private int lineLength;

  ByteReader(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  Path file() {
    return file;
  }

  /** The place of the next byte. */
  long place() {
    return before + at;
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    return at < filled || fill() ? buffer[at++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    before += filled;
    at = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  /** Fills an array; false if the file ends before. */
  boolean readFully(byte[] target) throws IOException {
    int done = 0;
    while (done < target.length && (at < filled || fill())) {
      int some = Math.min(target.length - done, filled - at);
      System.arraycopy(buffer, at, target, done, some);
      at += some;
      done += some;
    }
    return done == target.length;
  }

  /** Reads a line into {@link #line()}, without its end; false at the end of the file. */
  boolean readLine() throws IOException {
    lineLength = 0;
    int b = read();
    if (b < 0) {
      return false;
    }
    while (b >= 0 && b != '\n') {
      if (lineLength == line.length) {
        if (lineLength >= LONGEST_LINE) {
          throw new ModelFormatException(
              file, "byte " + place(), "a line end", "a line of more than " + LONGEST_LINE);
        }
        line = Arrays.copyOf(line, 2 * lineLength);
      }
      line[lineLength++] = (byte) b;
      b = read();
    }
    return true;
  }

  byte[] line() {
    return line;
  }

  int lineLength() {
    return lineLength;
  }
}
