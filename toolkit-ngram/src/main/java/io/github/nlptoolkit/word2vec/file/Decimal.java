package io.github.nlptoolkit.word2vec.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Decimal numbers from bytes, to the double that Python makes of them, then to a float. */
final class Decimal {

  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Decimal() {}

  /**
   * Parses a number.
   *
   * @throws NumberFormatException if it is none
   */
  static float parse(byte[] bytes, int start, int end) {
    int at = start;
    boolean negative = at < end && bytes[at] == '-';
    at += negative ? 1 : 0;
    long digits = 0;
    int count = 0;
    int scale = 0;
    boolean point = false;
    for (; at < end; at++) {
      byte b = bytes[at];
      if (b == '.' && !point) {
        point = true;
      } else if (b >= '0' && b <= '9' && count <= EXACT_DIGITS) {
        digits = digits * 10 + b - '0';
        count += digits == 0 ? 0 : 1;
        scale += point ? 1 : 0;
      } else {
        return slow(bytes, start, end);
      }
    }
    if (at - start - (negative ? 1 : 0) - (point ? 1 : 0) < 1
        || count > EXACT_DIGITS
        || scale >= POWERS.length) {
      return slow(bytes, start, end);
    }
    // Both are exact, so that the quotient is the nearest double.
    double value = digits / POWERS[scale];
    return (float) (negative ? -value : value);
  }

  private static float slow(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    String unsigned = text.replaceFirst("^[+-]", "").toLowerCase(Locale.ROOT);
    int sign = text.startsWith("-") ? -1 : 1;
    if (unsigned.equals("nan")) {
      return Float.NaN;
    }
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return sign * Float.POSITIVE_INFINITY;
    }
    // Not what only Java takes for a number: an "f" behind, hexadecimal digits.
    if (!unsigned.matches("[0-9]*\\.?[0-9]*(e[+-]?[0-9]+)?")) {
      throw new NumberFormatException(text);
    }
    return (float) Double.parseDouble(text);
  }
}
