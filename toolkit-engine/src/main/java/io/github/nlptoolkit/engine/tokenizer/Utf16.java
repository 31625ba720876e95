package io.github.nlptoolkit.engine.tokenizer;

/** What lies between Java's chars and the library's code points. */
final class Utf16 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf16() {}

  /** The text with U+FFFD for each lone surrogate, which UTF-8 cannot have; as long as before. */
  static String withoutLoneSurrogates(String text) {
    char[] changed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          if (changed == null) {
            changed = text.toCharArray();
          }
          changed[i] = REPLACEMENT;
        }
      }
    }
    return changed == null ? text : new String(changed);
  }

  /**
   * Makes indices of code points into indices of chars, in place.
   *
   * @param text a text without lone surrogates
   * @param indices indices from 0 to its number of code points, in any order
   */
  static void toChars(String text, int[] indices) {
    int points = text.codePointCount(0, text.length());
    if (points == text.length()) {
      return;
    }
    int[] chars = new int[points + 1];
    int at = 0;
    for (int point = 0; point < points; point++) {
      chars[point] = at;
      at += Character.isHighSurrogate(text.charAt(at)) ? 2 : 1;
    }
    chars[points] = at;
    for (int i = 0; i < indices.length; i++) {
      indices[i] = chars[indices[i]];
    }
  }
}
