package io.github.nlptoolkit.text;

import java.util.Objects;

/**
 * A word or a punctuation mark of a text. Immutable and thread-safe.
 *
 * @param span where it stands in the text; not empty
 * @param part its part of speech; {@link PartOfSpeech#PUNCT} for whatever holds no letter or digit
 * @param stem what its inflected forms share, in lower case
 * @param stopWord whether it says nothing of what the text is about
 */
public record Token(Span span, PartOfSpeech part, String stem, boolean stopWord) {

  /**
   * Makes a token.
   *
   * @throws IllegalArgumentException if the span is empty
   * @throws NullPointerException if an argument is null
   */
  public Token {
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(stem, "stem");
    if (span.length() == 0) {
      throw new IllegalArgumentException("a token must not be empty, got " + span);
    }
  }
}
