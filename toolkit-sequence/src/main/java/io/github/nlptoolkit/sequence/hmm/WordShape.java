package io.github.nlptoolkit.sequence.hmm;

import java.util.Locale;

/** What a word looks like, apart from its letters. */
enum WordShape {
  LOWER,
  CAPITALIZED,
  UPPER,
  MIXED,
  DIGITS,
  HYPHEN,
  OTHER;

  static WordShape of(String word) {
    boolean digit = false;
    boolean upper = false;
    boolean lower = false;
    boolean laterUpper = false;
    boolean hyphen = false;
    for (int i = 0; i < word.length(); ) {
      int c = word.codePointAt(i);
      digit |= Character.isDigit(c);
      lower |= Character.isLowerCase(c) || (Character.isLetter(c) && !Character.isUpperCase(c));
      upper |= Character.isUpperCase(c);
      laterUpper |= i > 0 && Character.isUpperCase(c);
      hyphen |= c == '-';
      i += Character.charCount(c);
    }
    if (digit) {
      return DIGITS;
    }
    if (!upper && !lower) {
      return OTHER;
    }
    if (hyphen) {
      return HYPHEN;
    }
    if (!lower) {
      return UPPER;
    }
    if (!upper) {
      return LOWER;
    }
    return laterUpper || !Character.isUpperCase(word.codePointAt(0)) ? MIXED : CAPITALIZED;
  }

  /** The word with 0 for each digit, in lower case. */
  static String normalize(String word) {
    StringBuilder normal = new StringBuilder(word.length());
    String lower = word.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      normal.append(Character.isDigit(lower.charAt(i)) ? '0' : lower.charAt(i));
    }
    return normal.toString();
  }
}
