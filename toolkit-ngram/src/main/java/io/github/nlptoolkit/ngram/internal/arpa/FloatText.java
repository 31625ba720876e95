package io.github.nlptoolkit.ngram.internal.arpa;

import java.nio.charset.StandardCharsets;

/** Floats as decimal text with as few digits as it takes to read the same float back. */
final class FloatText {
  /** The greatest number of bytes of a float. */
  static final int MAX_LENGTH = 24;

  private static final double[] SCALES = {1e6, 1e7, 1e8, 1e9};
  private static final int MIN_DECIMALS = 6;
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private FloatText() {}

  /** Writes a float; returns where its text ends. */
  static int write(float value, byte[] to, int at) {
    if (value == 0) {
      to[at] = '0';
      return at + 1;
    }
    double magnitude = Math.abs(value);
    if (magnitude >= 1e-3 && magnitude < 1e3) {
      for (int i = magnitude < 4 ? 1 : 0; i < SCALES.length; i++) {
        long digits = (long) (magnitude * SCALES[i] + 0.5);
        if ((float) (digits / SCALES[i]) == (float) magnitude) {
          return write(value < 0, digits, MIN_DECIMALS + i, to, at);
        }
      }
    }
    byte[] text = Float.toString(value).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, to, at, text.length);
    return at + text.length;
  }

  private static int write(boolean isNegative, long digits, int decimals, byte[] to, int at) {
    int start = at;
    if (isNegative) {
      to[start++] = '-';
    }
    int whole = (int) (digits / POWERS[decimals]);
    int fraction = (int) (digits - whole * POWERS[decimals]);
    int places = fraction == 0 ? 0 : decimals;
    int tenth = tenth(fraction);
    while (places > 0 && tenth * 10 == fraction) {
      fraction = tenth;
      tenth = tenth(fraction);
      places--;
    }
    int wholeDigits = whole < 10 ? 1 : whole < 100 ? 2 : 3;
    int end = start + wholeDigits + (places > 0 ? places + 1 : 0);
    int last = end;
    if (places > 0) {
      last -= places;
      digits(fraction, places, to, last);
      to[--last] = '.';
    }
    digits(whole, wholeDigits, to, last - wholeDigits);
    return end;
  }

  private static void digits(int value, int count, byte[] to, int at) {
    int left = value;
    for (int i = at + count - 1; i >= at; i--) {
      int tenth = tenth(left);
      to[i] = (byte) ('0' + left - 10 * tenth);
      left = tenth;
    }
  }

  /**
   * A tenth of a number that is not negative, without the division: the first compiler leaves it
   * in, and most of a short run is over before the second one is through.
   */
  private static int tenth(int value) {
    return (int) ((value * 0xCCCC_CCCDL) >>> 35);
  }
}
