package io.github.nlptoolkit.bert.sentence.train;

import java.util.List;

/**
 * Some texts that belong together, with what is known of them: what they are is for the loss to
 * say. Immutable and thread-safe.
 */
public final class TrainingExample {
  private final List<String> texts;
  private final float[] labels;

  private TrainingExample(List<String> texts, float[] labels) {
    this.texts = texts;
    this.labels = labels;
  }

  /**
   * Makes one.
   *
   * @param texts its texts, none of them blank
   * @param labels a score, a class, margins, a vector, or nothing
   * @return the example
   * @throws IllegalArgumentException if a text is blank, or there is none
   */
  public static TrainingExample of(List<String> texts, float... labels) {
    List<String> copy = List.copyOf(texts);
    if (copy.isEmpty()) {
      throw new IllegalArgumentException("an example must have a text");
    }
    for (int i = 0; i < copy.size(); i++) {
      if (copy.get(i).isBlank()) {
        throw new IllegalArgumentException("text " + (i + 1) + " of an example is blank");
      }
    }
    return new TrainingExample(copy, labels.clone());
  }

  /**
   * Its texts.
   *
   * @return them, immutable
   */
  public List<String> texts() {
    return texts;
  }

  /**
   * What is known of them.
   *
   * @return a copy
   */
  public float[] labels() {
    return labels.clone();
  }

  float[] labelsView() {
    return labels;
  }
}
