package io.github.nlptoolkit.ngram.internal.arpa;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Numbers in ARPA text. */
final class NumberText {
  private static final int MAX_DIGITS = 15;
  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private NumberText() {}

  /** The value of a number; NaN if it is none. */
  static float parse(byte[] text, int length) {
    int at = 0;
    boolean isNegative = text[0] == '-';
    if (isNegative || text[0] == '+') {
      at++;
    }
    long digits = 0;
    int count = 0;
    int decimals = 0;
    boolean isFraction = false;
    for (; at < length; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        count++;
        decimals += isFraction ? 1 : 0;
        if (count > MAX_DIGITS) {
          return slow(text, length);
        }
      } else if (text[at] == '.' && !isFraction) {
        isFraction = true;
      } else {
        return slow(text, length);
      }
    }
    if (count == 0) {
      return Float.NaN;
    }
    double value = digits / POWERS[decimals];
    return (float) (isNegative ? -value : value);
  }

  private static float slow(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> {
        return Float.POSITIVE_INFINITY;
      }
      case "-inf", "-infinity" -> {
        return Float.NEGATIVE_INFINITY;
      }
      default -> {}
    }
    for (int i = 0; i < length; i++) {
      if ("+-.0123456789eE".indexOf(text.charAt(i)) < 0) {
        return Float.NaN;
      }
    }
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }
}
