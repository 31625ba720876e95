package io.github.nlptoolkit.ngram.internal.count;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into pieces that end where a line does; a line that is longer than a piece is cut
 * at a blank. Not thread-safe.
 */
final class TextPieces {
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 16;

  private final InputStream in;
  private final int pieceBytes;
  private final boolean endsLastLine;
  private byte[] rest = new byte[0];
  private int restLength;
  private boolean ended;
  private boolean isStart = true;

  /**
   * Makes a cutter.
   *
   * @param endsLastLine whether a line feed is added to a text that does not end with one
   */
  TextPieces(InputStream in, int pieceBytes, boolean endsLastLine) {
    this.in = in;
    this.pieceBytes = pieceBytes;
    this.endsLastLine = endsLastLine;
  }

  /** A piece of text: the first bytes of an array. */
  static final class Piece {
    private final byte[] bytes;
    private final int length;

    Piece(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }
  }

  /** The next piece; null at the end. */
  @Nullable Piece next() throws IOException {
    if (ended && restLength == 0) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(rest, Math.max(pieceBytes, restLength + 1));
    int length = restLength;
    int looked = 0;
    restLength = 0;
    while (true) {
      length = fill(bytes, length);
      if (isStart) {
        length = withoutMark(bytes, length);
        isStart = false;
      }
      if (ended) {
        return last(bytes, length);
      }
      int cut = lastIndex(bytes, looked, length, true);
      if (cut < 0) {
        cut = lastIndex(bytes, looked, length, false);
      }
      if (cut >= 0) {
        keepRest(bytes, cut + 1, length);
        return new Piece(bytes, cut + 1);
      }
      if (length == MAX_ARRAY) {
        throw new IOException("a word of the text is longer than 2 GB");
      }
      looked = length;
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_ARRAY, 2L * bytes.length));
    }
  }

  private int fill(byte[] bytes, int from) throws IOException {
    int length = from;
    while (length < bytes.length && !ended) {
      int n = in.read(bytes, length, bytes.length - length);
      if (n < 0) {
        ended = true;
      } else {
        length += n;
      }
    }
    return length;
  }

  /** Takes a byte order mark away; returns the new length. */
  private static int withoutMark(byte[] bytes, int length) {
    boolean isMarked =
        length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    if (!isMarked) {
      return length;
    }
    System.arraycopy(bytes, 3, bytes, 0, length - 3);
    return length - 3;
  }

  private @Nullable Piece last(byte[] bytes, int length) {
    if (length == 0) {
      return null;
    }
    if (bytes[length - 1] == '\n' || !endsLastLine) {
      return new Piece(bytes, length);
    }
    byte[] longer = length < bytes.length ? bytes : Arrays.copyOf(bytes, length + 1);
    longer[length] = '\n';
    return new Piece(longer, length + 1);
  }

  private void keepRest(byte[] bytes, int from, int to) {
    restLength = to - from;
    if (rest.length < restLength) {
      rest = new byte[restLength];
    }
    System.arraycopy(bytes, from, rest, 0, restLength);
  }

  private static int lastIndex(byte[] bytes, int from, int to, boolean line) {
    for (int i = to - 1; i >= from; i--) {
      if (line ? bytes[i] == '\n' : Tokenizers.isBlank(bytes[i])) {
        return i;
      }
    }
    return -1;
  }
}
