package io.github.nlptoolkit.sequence.scheme;

import io.github.nlptoolkit.text.Span;
import java.util.Objects;

/**
 * A place in a text with a type. Immutable and thread-safe.
 *
 * @param type what it is
 * @param span where it is: UTF-16, half-open {@code [start, end)}
 */
public record TypedSpan(String type, Span span) {

  /** Makes a typed span. */
  public TypedSpan {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(span, "span");
  }
}
