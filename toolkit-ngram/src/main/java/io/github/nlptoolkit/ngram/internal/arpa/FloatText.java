package io.github.nlptoolkit.ngram.internal.arpa;

import java.nio.charset.StandardCharsets;

/** Floats as decimal text with as few digits as it takes to read the same float back. */
final class FloatText {
  /** The greatest number of bytes of a float. */
  static final int MAX_LENGTH = 24;

  private static final double[] SCALES = {1e6, 1e7, 1e8, 1e9};
  private static final int MIN_DECIMALS = 6;

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
    long rest = digits;
    int places = decimals;
    while (places > 0 && rest % 10 == 0) {
      rest /= 10;
      places--;
    }
    long whole = rest;
    for (int i = 0; i < places; i++) {
      whole /= 10;
    }
    int wholeDigits = whole < 10 ? 1 : whole < 100 ? 2 : 3;
    int end = start + wholeDigits + (places > 0 ? places + 1 : 0);
    int last = end;
    int left = (int) (rest - whole * pow10(places));
    if (places > 0) {
      for (int i = 0; i < places; i++) {
        to[--last] = (byte) ('0' + left % 10);
        left /= 10;
      }
      to[--last] = '.';
    }
    int front = (int) whole;
    for (int i = 0; i < wholeDigits; i++) {
      to[--last] = (byte) ('0' + front % 10);
      front /= 10;
    }
    return end;
  }

  private static long pow10(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
