package io.github.nlptoolkit.sequence.scheme;

import java.util.Objects;

/**
 * A run of tokens with a type: an entity, a phrase, a word of characters. Immutable and
 * thread-safe.
 *
 * @param type what it is; empty where tags have no types, as in word segmentation
 * @param start the index of its first token, at least 0
 * @param end the index after its last token, more than {@code start}
 */
public record Chunk(String type, int start, int end) {

  /**
   * Makes a chunk.
   *
   * @throws IllegalArgumentException if it has no token or starts before 0
   */
  public Chunk {
    Objects.requireNonNull(type, "type");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "a chunk needs 0 <= start < end, got [" + start + ", " + end + ")");
    }
  }
}
