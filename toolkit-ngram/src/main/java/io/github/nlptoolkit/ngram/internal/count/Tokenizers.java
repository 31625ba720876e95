package io.github.nlptoolkit.ngram.internal.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The tokenizer of bytes. */
final class Tokenizers {
  static final Tokenizer BLANKS = Tokenizers::splitAtBlanks;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ABOVE_BLANK = 0x2121212121212121L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Tokenizers() {}

  static void splitAtBlanks(byte[] text, int from, int to, LocalTokens out) {
    int at = from;
    while (at < to) {
      int value = text[at];
      if (value == '\n') {
        out.endSentence();
        at++;
      } else if (isBlank(value)) {
        at++;
      } else {
        int start = at;
        at = wordEnd(text, at, to);
        out.add(text, start, at);
      }
    }
  }

  /** Where a word of {@code text[from, to)} ends that begins at {@code from}. */
  static int wordEnd(byte[] text, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= text.length) {
      long eight = (long) LONGS.get(text, at);
      // The lowest bit that is set marks the first byte that is not above a blank.
      long low = (eight - ABOVE_BLANK) & ~eight & HIGH_BITS;
      at += Long.numberOfTrailingZeros(low) / Byte.SIZE;
      if (at >= to) {
        return to;
      }
      if (low != 0) {
        if (text[at] == '\n' || isBlank(text[at])) {
          return at;
        }
        at++;
      }
    }
    while (at < to && text[at] != '\n' && !isBlank(text[at])) {
      at++;
    }
    return Math.min(at, to);
  }

  static boolean isBlank(int value) {
    return value == ' ' || value == '\t' || value == '\r' || value == 0;
  }
}
