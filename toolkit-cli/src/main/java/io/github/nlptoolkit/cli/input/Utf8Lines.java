package io.github.nlptoolkit.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, one at a time. A line ends at LF or CR LF, which are no part of it, or at
 * the end; an empty line is a line; after the last line end there is none. A byte order mark at the
 * start is skipped, malformed UTF-8 becomes U+FFFD with a note on the first line that has some and
 * one on their number. Not thread-safe.
 */
public final class Utf8Lines implements Iterator<String>, AutoCloseable {

  private static final int CHUNK = 1 << 16;
  private static final int KEPT = 1 << 20;
  private static final int MAX_LINE = Integer.MAX_VALUE - 16;

  private final String name;
  private final InputStream in;
  private final Consumer<String> notes;
  private byte[] bytes = new byte[CHUNK];
  private int from;
  private int to;
  private boolean ended;
  private boolean started;
  private long lines;
  private long malformedLines;
  private @Nullable String next;

  /**
   * Reads a stream.
   *
   * @param name what notes and errors call it
   * @param in the stream; closed with this
   * @param notes where notes go
   */
  public Utf8Lines(String name, InputStream in, Consumer<String> notes) {
    this.name = name;
    this.in = in;
    this.notes = notes;
  }

  /**
   * Whether there is another line.
   *
   * @throws UncheckedIOException if the stream cannot be read; the message names it
   */
  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = read();
      } catch (IOException e) {
        throw new UncheckedIOException(TextInput.named(name, e));
      }
      if (next == null && malformedLines > 1) {
        notes.accept(name + ": " + malformedLines + " lines had malformed UTF-8");
        malformedLines = 0;
      }
    }
    return next != null;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more lines");
    }
    String line = next;
    next = null;
    lines++;
    return line == null ? "" : line;
  }

  /**
   * How many lines {@link #next()} has given.
   *
   * @return the number of the last line, from 1; 0 before the first
   */
  public long line() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private @Nullable String read() throws IOException {
    if (!started) {
      start();
    }
    int scanned = from;
    while (true) {
      for (; scanned < to; scanned++) {
        if (bytes[scanned] == '\n') {
          int end = scanned > from && bytes[scanned - 1] == '\r' ? scanned - 1 : scanned;
          String line = text(from, end);
          advance(scanned + 1);
          return line;
        }
      }
      int offset = scanned - from;
      if (ended || !fill()) {
        break;
      }
      scanned = from + offset;
    }
    if (from == to) {
      return null;
    }
    String line = text(from, to);
    advance(to);
    return line;
  }

  private void start() throws IOException {
    started = true;
    while (to < 3 && fill()) {
      // A pipe may give single bytes.
    }
    Utf8.refuseUtf16(name, bytes, to);
    from = Utf8.markLength(bytes, to);
  }

  /** Reads more behind what is there; false at the end. */
  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == bytes.length) {
      if (bytes.length == MAX_LINE) {
        throw new IOException("line " + (lines + 1) + " is longer than 2 GiB");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_LINE, bytes.length * 2L));
    }
    int count = in.read(bytes, to, bytes.length - to);
    if (count < 0) {
      ended = true;
      return false;
    }
    to += count;
    return true;
  }

  private String text(int start, int end) {
    String line = Utf8.decode(bytes, start, end - start);
    if (Utf8.malformed(line, bytes, start, end - start)) {
      if (malformedLines == 0) {
        notes.accept(name + ":" + (lines + 1) + ": malformed UTF-8, replaced by U+FFFD");
      }
      malformedLines++;
    }
    return line;
  }

  /** Ends a line; the room of a huge one is given back. */
  private void advance(int next) {
    from = next;
    if (bytes.length > KEPT && to - from <= CHUNK) {
      bytes = Arrays.copyOfRange(bytes, from, from + CHUNK);
      to -= from;
      from = 0;
    }
  }
}
