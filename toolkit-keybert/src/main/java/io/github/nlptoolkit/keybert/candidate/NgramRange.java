package io.github.nlptoolkit.keybert.candidate;

/**
 * How many words a candidate has. Immutable and thread-safe.
 *
 * @param min the fewest, at least 1
 * @param max the most, at least {@code min}
 */
public record NgramRange(int min, int max) {

  /**
   * Makes a range.
   *
   * @throws IllegalArgumentException if {@code min} is less than 1 or {@code max} less than {@code
   *     min}
   */
  public NgramRange {
    if (min < 1 || max < min) {
      throw new IllegalArgumentException(
          "ngramRange needs 1 <= min <= max, got " + min + ".." + max);
    }
  }
}
