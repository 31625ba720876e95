package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.text.Span;

/**
 * An answer found in a context. Immutable and thread-safe.
 *
 * @param text the answer; empty for "the context does not say"
 * @param span its place in the context, UTF-16, half-open; {@code [0, 0)} for no answer
 * @param score its probability within its window of the context, from 0 to 1; higher is better
 */
public record Answer(String text, Span span, double score) {

  /**
   * Whether this says that the context holds no answer.
   *
   * @return true if the text is empty
   */
  public boolean isImpossible() {
    return text.isEmpty();
  }
}
