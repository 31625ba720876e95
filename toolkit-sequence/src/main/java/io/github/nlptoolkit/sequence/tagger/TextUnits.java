package io.github.nlptoolkit.sequence.tagger;

import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest pieces of a text that a word segmenter may part: a Chinese character, a run of Latin
 * or other letters, a number with its points and commas, an emoji with all that belongs to it, any
 * other character. White space is no unit.
 */
final class TextUnits {
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int KEYCAP = 0x20E3;

  private TextUnits() {}

  /** What a unit is. */
  enum Kind {
    IDEOGRAPH,
    LETTERS,
    NUMBER,
    EMOJI,
    PUNCTUATION,
    OTHER;

    boolean isWord() {
      return this != PUNCTUATION && this != OTHER;
    }
  }

  /** Where a unit is, and what. */
  record Unit(Span span, Kind kind) {}

  static List<Unit> of(String text) {
    List<Unit> units = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      if (!isBlank(c)) {
        Kind kind = kind(text, at);
        next =
            switch (kind) {
              case LETTERS -> endOfLetters(text, next);
              case NUMBER -> endOfNumber(text, next);
              case EMOJI -> endOfEmoji(text, at);
              default -> endOfMarks(text, next);
            };
        units.add(new Unit(new Span(at, next), kind));
      }
      at = next;
    }
    return units;
  }

  static boolean isBlank(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || c == 0xFEFF
        || c == 0x200B;
  }

  private static Kind kind(String text, int at) {
    int c = text.codePointAt(at);
    if (isEmojiStart(text, at)) {
      return Kind.EMOJI;
    }
    if (isIdeograph(c)) {
      return Kind.IDEOGRAPH;
    }
    if (Character.isDigit(c)) {
      return Kind.NUMBER;
    }
    if (Character.isLetter(c)) {
      return Kind.LETTERS;
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          Kind.PUNCTUATION;
      case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> Kind.NUMBER;
      default -> Kind.OTHER;
    };
  }

  /** Characters that are written without blanks between words: one unit each. */
  static boolean isIdeograph(int c) {
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return Character.isIdeographic(c)
        || script == Character.UnicodeScript.HAN
        || script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.KATAKANA
        || script == Character.UnicodeScript.BOPOMOFO;
  }

  private static boolean isLatin(int c) {
    return Character.isLetterOrDigit(c) && !isIdeograph(c);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static int endOfMarks(String text, int from) {
    int at = from;
    while (at < text.length() && isMark(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  /** Letters and digits; an apostrophe, hyphen, point or underscore between two of them. */
  private static int endOfLetters(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean joins =
          (c == '\'' || c == '’' || c == '-' || c == '_' || c == '.' || c == '&')
              && next < text.length()
              && isLatin(text.codePointAt(next));
      if (!isLatin(c) && !isMark(c) && !joins) {
        break;
      }
      at = next;
    }
    return at;
  }

  /** Digits; a point, comma or colon between two of them; letters right behind make it letters. */
  private static int endOfNumber(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean joins =
          (c == '.' || c == ',' || c == ':' || c == '．' || c == '，' || c == '·')
              && next < text.length()
              && Character.isDigit(text.codePointAt(next));
      if (c == '%' || c == '％') {
        return next;
      }
      if (isLatin(c) && !Character.isDigit(c)) {
        return endOfLetters(text, next);
      }
      if (!Character.isDigit(c) && !joins && !isMark(c)) {
        break;
      }
      at = next;
    }
    return at;
  }

  private static boolean isEmojiStart(String text, int at) {
    int c = text.codePointAt(at);
    int next = at + Character.charCount(c);
    if ((c >= '0' && c <= '9') || c == '#' || c == '*') {
      int after = next < text.length() && text.charAt(next) == 0xFE0F ? next + 1 : next;
      return after < text.length() && text.charAt(after) == KEYCAP;
    }
    return isPictograph(c) || isRegional(c);
  }

  private static boolean isRegional(int c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
  }

  private static boolean isPictograph(int c) {
    return (c >= 0x1F300 && c <= 0x1FAFF)
        || (c >= 0x1F000 && c <= 0x1F0FF)
        || (c >= 0x2600 && c <= 0x27BF)
        || (c >= 0x2B05 && c <= 0x2B55 && Character.getType(c) == Character.OTHER_SYMBOL)
        || c == 0x203C
        || c == 0x2049
        || c == 0x231A
        || c == 0x231B
        || c == 0x23E9
        || (c >= 0x23EA && c <= 0x23F3);
  }

  /** A flag, or pictographs with modifiers and selectors, joined by zero-width joiners. */
  private static int endOfEmoji(String text, int start) {
    int first = text.codePointAt(start);
    int at = start + Character.charCount(first);
    if (isRegional(first)) {
      return at < text.length() && isRegional(text.codePointAt(at)) ? at + 2 : at;
    }
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean belongs =
          c == 0xFE0F
              || c == 0xFE0E
              || c == KEYCAP
              || (c >= 0x1F3FB && c <= 0x1F3FF)
              || (c >= 0xE0020 && c <= 0xE007F);
      if (c == ZERO_WIDTH_JOINER && next < text.length() && isPictograph(text.codePointAt(next))) {
        at = next + Character.charCount(text.codePointAt(next));
      } else if (belongs) {
        at = next;
      } else {
        break;
      }
    }
    return at;
  }
}
