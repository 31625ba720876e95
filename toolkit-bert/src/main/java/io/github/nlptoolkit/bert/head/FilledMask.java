package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.text.Span;
import java.util.List;

/**
 * What may stand at one mask of a text. Immutable and thread-safe.
 *
 * @param position the index of the mask among the text's tokens, special ones included
 * @param span the place of the mask in the text, UTF-16, half-open
 * @param candidates tokens from the most probable on
 * @param truncated whether the text was cut behind the model's limit of tokens
 */
public record FilledMask(
    int position, Span span, List<TokenProbability> candidates, boolean truncated) {
  /** Copies the list. */
  public FilledMask {
    candidates = List.copyOf(candidates);
  }

  /**
   * The most probable token.
   *
   * @return the first candidate
   */
  public TokenProbability best() {
    return candidates.get(0);
  }
}
