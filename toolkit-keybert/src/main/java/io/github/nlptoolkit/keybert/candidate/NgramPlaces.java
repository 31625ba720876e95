package io.github.nlptoolkit.keybert.candidate;

import io.github.nlptoolkit.text.Span;

/**
 * Where the words of one document stand in it, and so its n-grams. Immutable.
 *
 * <p>The n-grams are numbered: first all of the least order from left to right, then all of the
 * next.
 */
final class NgramPlaces {

  private final NgramRange range;
  private final int[] starts;
  private final int[] ends;

  NgramPlaces(NgramRange range, int[] starts, int[] ends) {
    this.range = range;
    this.starts = starts;
    this.ends = ends;
  }

  /** From its first word to its last; stop words between them are inside. */
  Span spanOf(int ngram) {
    int order = range.min();
    int first = ngram;
    while (first >= starts.length - order + 1) {
      first -= starts.length - order + 1;
      order++;
    }
    return new Span(starts[first], ends[first + order - 1]);
  }

  /** How many n-grams there are: max(0, words - n + 1) of each order n. */
  int count() {
    int words = starts.length;
    long total = 0;
    for (int order = range.min(); order <= Math.min(range.max(), words); order++) {
      total += words - order + 1;
    }
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a document of "
              + words
              + " words has "
              + total
              + " n-grams of "
              + range.min()
              + " to "
              + range.max()
              + " words, more than one array holds");
    }
    return (int) total;
  }
}
