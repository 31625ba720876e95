package io.github.nlptoolkit.text;

import java.util.List;
import java.util.Objects;

/**
 * A text with its sentences and their tokens. Immutable and thread-safe.
 *
 * @param text the text
 * @param language its language, as an ISO 639-1 code; {@code und} if it is not known
 * @param sentences the tokens of each sentence, in order, not overlapping; no sentence is empty
 */
public record AnalyzedText(String text, String language, List<List<Token>> sentences) {

  /**
   * Makes an analysed text.
   *
   * @throws IllegalArgumentException if a sentence is empty, or a token overlaps the one before it
   *     or ends behind the text
   * @throws NullPointerException if an argument is null
   */
  public AnalyzedText {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(language, "language");
    sentences = sentences.stream().map(List::copyOf).toList();
    int end = 0;
    for (List<Token> sentence : sentences) {
      if (sentence.isEmpty()) {
        throw new IllegalArgumentException("a sentence must not be empty");
      }
      for (Token token : sentence) {
        if (token.span().start() < end || token.span().end() > text.length()) {
          throw new IllegalArgumentException(
              "tokens must be in order and inside a text of "
                  + text.length()
                  + " chars, got "
                  + token.span()
                  + " after "
                  + end);
        }
        end = token.span().end();
      }
    }
  }
}
