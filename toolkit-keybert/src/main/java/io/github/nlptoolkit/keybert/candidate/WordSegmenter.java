package io.github.nlptoolkit.keybert.candidate;

import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Words as scikit-learn's {@code CountVectorizer} sees them: what Python's {@code (?u)\b\w\w+\b}
 * finds, that is each longest run of at least two code points that are letters, numbers or the
 * underscore.
 *
 * <p>Unlike Java's {@code \w}, Python's holds no combining marks, so that a decomposed é ends a
 * word, and so does a vowel sign in Devanagari. Apostrophes and hyphens end a word as well. Which
 * code points are letters is for the JDK's version of Unicode to say.
 *
 * <p>Cost: linear. Immutable and thread-safe.
 */
public final class WordSegmenter implements Segmenter {

  private static final WordSegmenter DEFAULT = new WordSegmenter(2);

  private final int minLength;

  private WordSegmenter(int minLength) {
    this.minLength = minLength;
  }

  /**
   * The segmenter for words of two code points and more.
   *
   * @return the peer's default
   */
  public static WordSegmenter standard() {
    return DEFAULT;
  }

  /**
   * A segmenter with another shortest word.
   *
   * @param codePoints how long a word must be, at least 1
   * @return the segmenter
   * @throws IllegalArgumentException if it is less than 1
   */
  public static WordSegmenter minLength(int codePoints) {
    if (codePoints < 1) {
      throw new IllegalArgumentException("minLength must be at least 1, got " + codePoints);
    }
    return new WordSegmenter(codePoints);
  }

  @Override
  public List<Span> segment(String text) {
    List<Span> words = new ArrayList<>();
    int start = 0;
    int length = 0;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      if (isWordCharacter(codePoint)) {
        length++;
      } else {
        if (length >= minLength) {
          words.add(new Span(start, at));
        }
        start = next;
        length = 0;
      }
      at = next;
    }
    if (length >= minLength) {
      words.add(new Span(start, at));
    }
    return words;
  }

  /** Python's {@code str.isalnum} or the underscore: the general categories L and N. */
  private static boolean isWordCharacter(int codePoint) {
    if (codePoint < 128) {
      return (codePoint >= 'a' && codePoint <= 'z')
          || (codePoint >= 'A' && codePoint <= 'Z')
          || (codePoint >= '0' && codePoint <= '9')
          || codePoint == '_';
    }
    if (Character.isLetterOrDigit(codePoint)) {
      return true;
    }
    int category = Character.getType(codePoint);
    return category == Character.LETTER_NUMBER || category == Character.OTHER_NUMBER;
  }
}
