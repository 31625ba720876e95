package io.github.nlptoolkit.keybert.candidate;

import io.github.nlptoolkit.text.Span;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text that words are cut from, and where its chars come from in the text that the caller gave.
 * Immutable.
 */
final class NormalizedText {

  private final String original;
  private final String text;

  /**
   * For each char of {@link #text} the index of the code point in {@link #original} that it comes
   * from; null if each stands where it stood.
   */
  private final int @Nullable [] origins;

  private NormalizedText(String original, String text, int @Nullable [] origins) {
    this.original = original;
    this.text = text;
    this.origins = origins;
  }

  static NormalizedText unchanged(String original) {
    return new NormalizedText(original, original, null);
  }

  String text() {
    return text;
  }

  /**
   * Where a piece comes from. A piece of what one character became is all of that character, and
   * combining marks that were dropped behind a piece are a part of it.
   */
  Span toOriginal(Span piece) {
    if (origins == null) {
      return piece;
    }
    int last = origins[piece.end() - 1];
    int end = last + Character.charCount(original.codePointAt(last));
    int limit = piece.end() < text.length() ? origins[piece.end()] : original.length();
    while (end < limit && isMark(original.codePointAt(end))) {
      end += Character.charCount(original.codePointAt(end));
    }
    return new Span(origins[piece.start()], end);
  }

  private static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  /** Takes the new characters in order; keeps origins only from the first one that moves. */
  static final class Builder {
    private final String original;
    private final StringBuilder text;
    private int @Nullable [] origins;

    Builder(String original) {
      this.original = original;
      this.text = new StringBuilder(original.length());
    }

    void append(int codePoint, int origin) {
      int start = text.length();
      text.appendCodePoint(codePoint);
      if (origins == null && start == origin) {
        return;
      }
      int[] known = originsFor(text.length(), start);
      Arrays.fill(known, start, text.length(), origin);
    }

    NormalizedText build() {
      if (text.length() != original.length()) {
        originsFor(text.length(), text.length());
      }
      return new NormalizedText(original, text.toString(), origins);
    }

    /** Room for a number of chars; those before {@code unmoved} stand where they stood. */
    private int[] originsFor(int length, int unmoved) {
      int[] known = origins;
      if (known == null) {
        known = new int[Math.max(length, original.length())];
        for (int i = 0; i < unmoved; i++) {
          boolean isSecondHalf =
              i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
          known[i] = isSecondHalf ? i - 1 : i;
        }
      } else if (known.length < length) {
        known = Arrays.copyOf(known, length + (length >> 1));
      }
      origins = known;
      return known;
    }
  }
}
