package io.github.nlptoolkit.sequence.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a stream with their numbers; malformed UTF-8 is an error. */
final class TextLines implements Closeable {
  private static final int CHUNK = 1 << 16;
  private static final int MAX_LINE = 1 << 30;

  private final String name;
  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private byte[] bytes = new byte[CHUNK];
  private int from;
  private int to;
  private long line;

  TextLines(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /** The next line without its end; null if there is none. */
  @Nullable String next() throws IOException {
    int scanned = from;
    while (true) {
      for (; scanned < to; scanned++) {
        if (bytes[scanned] == '\n') {
          int end = scanned > from && bytes[scanned - 1] == '\r' ? scanned - 1 : scanned;
          String text = text(from, end);
          from = scanned + 1;
          return text;
        }
      }
      int offset = scanned - from;
      if (!fill()) {
        break;
      }
      scanned = from + offset;
    }
    if (from == to) {
      return null;
    }
    String text = text(from, to);
    from = to;
    return text;
  }

  /** The number of the last line given, from 1. */
  long line() {
    return line;
  }

  String name() {
    return name;
  }

  SequenceFormatException wrong(String message) {
    return new SequenceFormatException(name, line, message);
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == bytes.length) {
      if (bytes.length >= MAX_LINE) {
        throw new SequenceFormatException(name, line + 1, "a line is longer than 1 GiB");
      }
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int count = in.read(bytes, to, bytes.length - to);
    to += Math.max(0, count);
    return count >= 0;
  }

  private String text(int start, int end) throws SequenceFormatException {
    line++;
    boolean marked =
        line == 1
            && end - start >= 3
            && bytes[start] == (byte) 0xEF
            && bytes[start + 1] == (byte) 0xBB
            && bytes[start + 2] == (byte) 0xBF;
    int first = marked ? start + 3 : start;
    try {
      return decoder.decode(ByteBuffer.wrap(bytes, first, end - first)).toString();
    } catch (CharacterCodingException e) {
      throw new SequenceFormatException(name, line, "malformed UTF-8");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
