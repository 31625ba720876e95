package io.github.nlptoolkit.bert.encoder;

import java.util.Objects;

/**
 * Two texts that a model reads together. Immutable and thread-safe.
 *
 * @param first the first text, possibly empty
 * @param second the second text, possibly empty
 */
public record TextPair(String first, String second) {
  /** Checks for null. */
  public TextPair {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
  }
}
