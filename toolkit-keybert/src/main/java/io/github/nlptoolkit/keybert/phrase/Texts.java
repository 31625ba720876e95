package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.text.Token;

/** Looks at the text under tokens. */
final class Texts {

  private Texts() {}

  /** Whether nothing but white space is between two tokens. */
  static boolean isBlankBetween(String text, Token before, Token after) {
    for (int i = before.span().end(); i < after.span().start(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing at all is between two tokens. */
  static boolean touch(Token before, Token after) {
    return before.span().end() == after.span().start();
  }

  /** Whether a word alone may be a phrase: a letter alone says nothing, an ideograph little. */
  static boolean isLongEnough(String text, Token token) {
    return text.codePointCount(token.span().start(), token.span().end()) > 1;
  }

  /** A piece of the text on one line, with single blanks. */
  static String squeezed(String text, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    boolean blank = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        blank = true;
        continue;
      }
      if (blank && out.length() > 0) {
        out.append(' ');
      }
      blank = false;
      out.append(c);
    }
    return out.toString();
  }
}
