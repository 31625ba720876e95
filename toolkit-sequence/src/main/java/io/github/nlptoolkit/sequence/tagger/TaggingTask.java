package io.github.nlptoolkit.sequence.tagger;

import java.util.Arrays;
import java.util.Locale;

/** What tags say, and so which attributes of a token tell them. Immutable and thread-safe. */
public enum TaggingTask {
  /** Parts of speech of words. */
  POS,
  /** Phrases of words; parts of speech beside the words, if there are any, help. */
  CHUNK,
  /** Names and other entities in words. */
  NER,
  /** Words of Chinese characters. */
  SEGMENT;

  /**
   * The task of a name.
   *
   * @param name pos, chunk, ner or segment
   * @return the task
   * @throws IllegalArgumentException if it is no such name
   */
  public static TaggingTask named(String name) {
    for (TaggingTask task : values()) {
      if (task.toString().equals(name)) {
        return task;
      }
    }
    throw new IllegalArgumentException(
        "task must be one of " + Arrays.toString(values()) + ", got " + name);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
