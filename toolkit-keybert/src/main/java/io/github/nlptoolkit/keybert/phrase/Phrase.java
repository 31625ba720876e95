package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.text.Span;
import java.util.List;

/**
 * A phrase of a text, all its inflected and differently written forms taken together. Immutable and
 * thread-safe.
 *
 * @param text the form that occurs most often, of several the first; runs of white space in it are
 *     one blank
 * @param stems the stems of its words, in order; equal ones are one phrase
 * @param frequency how often it was found as a phrase of its own, at least 1
 * @param firstToken where it was first found, as the number of tokens before
 * @param spans every place where its words stand, in longer phrases too; in order
 */
public record Phrase(
    String text, List<String> stems, int frequency, int firstToken, List<Span> spans) {

  /** Makes a phrase. */
  public Phrase {
    stems = List.copyOf(stems);
    spans = List.copyOf(spans);
  }

  /**
   * How long it is.
   *
   * @return the number of its words, at least 1
   */
  public int words() {
    return stems.size();
  }

  /**
   * Whether all of its words stand in another phrase, side by side.
   *
   * @param longer the other phrase
   * @return true if it is a part of it, or the same
   */
  public boolean isIn(Phrase longer) {
    for (int at = 0; at + stems.size() <= longer.stems.size(); at++) {
      if (longer.stems.subList(at, at + stems.size()).equals(stems)) {
        return true;
      }
    }
    return false;
  }
}
