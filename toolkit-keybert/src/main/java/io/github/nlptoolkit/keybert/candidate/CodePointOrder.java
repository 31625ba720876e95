package io.github.nlptoolkit.keybert.candidate;

import java.util.Comparator;

/**
 * The order of Python's strings, by code point. Java's own is by UTF-16 unit, where U+1F600 comes
 * before U+FF01.
 */
enum CodePointOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // With equal text before them, a half of a pair stands for a code point beyond U+FFFF.
        boolean isPairX = isInPair(a, i);
        boolean isPairY = isInPair(b, i);
        return isPairX == isPairY ? Character.compare(x, y) : isPairX ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static boolean isInPair(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
