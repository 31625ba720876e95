package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.bert.encoder.TextPair;
import java.util.Objects;

/**
 * Two texts and what a model should say of them. Immutable and thread-safe.
 *
 * @param texts the texts
 * @param label the index of the right output of the head, as in transformers: 0 if the second text
 *     follows the first, 1 if it does not
 */
public record LabelledPair(TextPair texts, int label) {
  /** Checks for null. */
  public LabelledPair {
    Objects.requireNonNull(texts, "texts");
  }
}
