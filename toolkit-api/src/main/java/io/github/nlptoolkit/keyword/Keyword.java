package io.github.nlptoolkit.keyword;

import io.github.nlptoolkit.text.Span;
import java.util.List;
import java.util.Objects;

/**
 * A keyword or key phrase of a document. Immutable and thread-safe.
 *
 * @param text the phrase
 * @param score how well it stands for the document; higher is better; the extractor says its range
 * @param spans where it occurs in the document, in order; empty for a phrase that does not occur as
 *     it stands
 */
public record Keyword(String text, double score, List<Span> spans) {

  /**
   * Makes a keyword.
   *
   * @throws IllegalArgumentException if the score is NaN
   * @throws NullPointerException if the text, the list or one of its spans is null
   */
  public Keyword {
    Objects.requireNonNull(text, "text");
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("the score of \"" + text + "\" must be a number, got NaN");
    }
    spans = List.copyOf(spans);
  }
}
