package io.github.nlptoolkit.sequence.data;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import java.util.List;

/**
 * A sentence as a CRF sees it, with a label for each token. Immutable and thread-safe.
 *
 * @param attributes the attributes of each token
 * @param labels as many labels
 * @param line the line of its first token in a file, from 1; 0 if it is in none
 */
public record LabelledAttributes(AttributeSequence attributes, List<String> labels, long line) {

  /**
   * Makes a sentence; copies the labels.
   *
   * @throws IllegalArgumentException if there are not as many labels as tokens
   */
  public LabelledAttributes {
    labels = List.copyOf(labels);
    if (attributes.length() != labels.size()) {
      throw new IllegalArgumentException(
          "there must be as many labels as tokens, got "
              + labels.size()
              + " and "
              + attributes.length());
    }
  }
}
