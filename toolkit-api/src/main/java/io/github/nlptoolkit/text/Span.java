package io.github.nlptoolkit.text;

/**
 * A place in a text: UTF-16, half-open {@code [start, end)}, so that {@code text.substring(start,
 * end)} is what it covers. Immutable and thread-safe.
 *
 * @param start the index of the first char, at least 0
 * @param end the index after the last char, at least {@code start}
 */
public record Span(int start, int end) implements Comparable<Span> {

  /**
   * Makes a span.
   *
   * @throws IllegalArgumentException if {@code start} is negative or {@code end} is before it
   */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "a span needs 0 <= start <= end, got [" + start + ", " + end + ")");
    }
  }

  /**
   * How much it covers.
   *
   * @return the number of UTF-16 chars, at least 0
   */
  public int length() {
    return end - start;
  }

  /**
   * What it covers.
   *
   * @param text the text that it is a place in
   * @return the covered part
   * @throws IndexOutOfBoundsException if the text is too short
   */
  public String of(CharSequence text) {
    return text.subSequence(start, end).toString();
  }

  /** By start, then by end. */
  @Override
  public int compareTo(Span other) {
    int byStart = Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }
}
