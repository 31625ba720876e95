package io.github.nlptoolkit.cli.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes to text. Malformed UTF-8 becomes U+FFFD, and it is known where. */
final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** Decodes; each malformed sequence becomes one U+FFFD. */
  static String decode(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  /** Whether bytes, decoded to this text, were malformed somewhere. */
  static boolean malformed(String decoded, byte[] bytes, int from, int length) {
    if (decoded.indexOf(REPLACEMENT) < 0) {
      return false;
    }
    // The character may also have been there.
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }

  /** How many bytes at the start are a byte order mark. */
  static int markLength(byte[] bytes, int length) {
    boolean marked =
        length >= 3
            && (bytes[0] & 0xff) == 0xef
            && (bytes[1] & 0xff) == 0xbb
            && (bytes[2] & 0xff) == 0xbf;
    return marked ? 3 : 0;
  }

  /**
   * Refuses UTF-16, which would otherwise be read as nonsense.
   *
   * @throws IOException if the bytes start with its byte order mark
   */
  static void refuseUtf16(String name, byte[] bytes, int length) throws IOException {
    if (length >= 2) {
      int mark = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
      if (mark == 0xfffe || mark == 0xfeff) {
        throw new IOException(
            name + ": is UTF-16, UTF-8 is needed (iconv -f UTF-16 -t UTF-8 converts it)");
      }
    }
  }
}
