package io.github.nlptoolkit.word2vec.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Tells a file's format from its first bytes. */
final class FormatGuess {

  private static final int LOOK = 1 << 13;
  private static final char DELETE = 0x7F;
  private static final byte[] MAPPED = {(byte) 0xFF, 'N', 'L', 'P', 'V', 'C', 'V', '1'};

  private FormatGuess() {}

  static VectorFormat of(Path file) throws IOException {
    byte[] start;
    try (InputStream in = WordVectorFiles.open(file)) {
      start = in.readNBytes(LOOK);
    }
    if (startsWith(start, MAPPED)) {
      return VectorFormat.MAPPED;
    }
    if (start.length >= Integer.BYTES
        && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt() == FastTextReader.MAGIC) {
      return VectorFormat.FASTTEXT_BINARY;
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    int lineEnd = text.indexOf('\n');
    Optional<long[]> header = Header.parse(lineEnd < 0 ? text : text.substring(0, lineEnd));
    if (header.isEmpty()) {
      return VectorFormat.GLOVE;
    }
    return isBinary(text.substring(lineEnd < 0 ? text.length() : lineEnd + 1), header.get()[1])
        ? VectorFormat.WORD2VEC_BINARY
        : VectorFormat.WORD2VEC_TEXT;
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /** Whether what follows the first word is no text: floats have bytes that no digits have. */
  private static boolean isBinary(String rows, long dimension) {
    int blank = rows.indexOf(' ');
    if (blank < 0) {
      return false;
    }
    long end = Math.min(rows.length(), blank + 1 + Math.max(0, dimension) * Float.BYTES);
    for (int i = blank + 1; i < end; i++) {
      char c = rows.charAt(i);
      if (c == '\n' && i > blank + 1) {
        return false;
      }
      boolean isText = (c >= ' ' && c < DELETE) || c == '\t' || c == '\r' || c == '\n';
      if (!isText) {
        return true;
      }
    }
    return false;
  }
}
