package io.github.nlptoolkit.sequence.crf.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that also keeps a surrogate without its partner (as three bytes), so that every string has
 * its own bytes; and comparison with a string without decoding.
 */
public final class Utf8 {

  private Utf8() {}

  /**
   * The most bytes that a string takes.
   *
   * @param text any string
   * @return three bytes for each UTF-16 unit
   */
  public static long maxBytes(String text) {
    return 3L * text.length();
  }

  /**
   * Encodes a string.
   *
   * @param text any string
   * @param into where to, with room for {@link #maxBytes}
   * @param at the first index
   * @return the index after the last byte
   */
  public static int encode(String text, byte[] into, int at) {
    int to = at;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        into[to++] = (byte) c;
      } else if (c < 0x800) {
        into[to++] = (byte) (0xC0 | (c >> 6));
        into[to++] = (byte) (0x80 | (c & 0x3F));
      } else {
        int point = text.codePointAt(i);
        if (point > 0xFFFF) {
          into[to++] = (byte) (0xF0 | (point >> 18));
          into[to++] = (byte) (0x80 | ((point >> 12) & 0x3F));
          i++;
        } else {
          into[to++] = (byte) (0xE0 | (point >> 12));
        }
        into[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        into[to++] = (byte) (0x80 | (point & 0x3F));
      }
    }
    return to;
  }

  /**
   * Decodes bytes.
   *
   * @param bytes where they are
   * @param from the first
   * @param to after the last
   * @return the string; what is no UTF-8 becomes U+FFFD, but for a surrogate alone
   */
  public static String decode(ByteBuffer bytes, int from, int to) {
    byte[] copy = new byte[to - from];
    bytes.get(from, copy);
    String text = new String(copy, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0 ? text : decodeSurrogates(copy);
  }

  private static String decodeSurrogates(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int done = 0;
    for (int i = 0; i + 2 < bytes.length; i++) {
      if (bytes[i] == (byte) 0xED
          && (bytes[i + 1] & 0xE0) == 0xA0
          && (bytes[i + 2] & 0xC0) == 0x80) {
        text.append(new String(bytes, done, i - done, StandardCharsets.UTF_8));
        text.append((char) (0xD000 | ((bytes[i + 1] & 0x3F) << 6) | (bytes[i + 2] & 0x3F)));
        i += 2;
        done = i + 1;
      }
    }
    return text.append(new String(bytes, done, bytes.length - done, StandardCharsets.UTF_8))
        .toString();
  }

  /**
   * Whether bytes are a string's.
   *
   * @param bytes where they are
   * @param from the first
   * @param to after the last
   * @param text the string
   * @return whether they are equal
   */
  public static boolean equal(ByteBuffer bytes, int from, int to, String text) {
    int length = text.length();
    int at = from;
    int i = 0;
    // The common case: every character takes one byte.
    while (i < length && at < to) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return equalBeyondAscii(bytes, at, to, text, i);
      }
      if (bytes.get(at) != (byte) c) {
        return false;
      }
      i++;
      at++;
    }
    return i == length && at == to;
  }

  private static boolean equalBeyondAscii(ByteBuffer bytes, int at, int to, String text, int from) {
    String rest = text.substring(from);
    byte[] encoded = new byte[Math.toIntExact(maxBytes(rest))];
    int length = encode(rest, encoded, 0);
    if (length != to - at) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes.get(at + i) != encoded[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * A hash of a string, spread over all bits.
   *
   * @param text any string
   * @return the same value in every process; part of the model format
   */
  public static int hash(String text) {
    int h = text.hashCode();
    h = (h ^ (h >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return h ^ (h >>> 16);
  }

  /**
   * The bucket of a string for feature hashing: MurmurHash3's 32-bit mixing over UTF-16 units,
   * which has none of the regular collisions of {@link String#hashCode}.
   *
   * @param text any string
   * @param bits the logarithm of the number of buckets, in [1, 30]
   * @return the bucket, in [0, 2^bits); part of the model format
   */
  public static int bucket(String text, int bits) {
    int h = 0;
    for (int i = 0; i < text.length(); i++) {
      int k = Integer.rotateLeft(text.charAt(i) * 0xCC9E2D51, 15) * 0x1B873593;
      h = Integer.rotateLeft(h ^ k, 13) * 5 + 0xE6546B64;
    }
    h ^= text.length();
    h = (h ^ (h >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return (h ^ (h >>> 16)) >>> (32 - bits);
  }
}
