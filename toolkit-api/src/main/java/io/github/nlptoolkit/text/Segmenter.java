package io.github.nlptoolkit.text;

import java.util.List;

/** Cuts a text into words. Implementations are thread-safe. */
@FunctionalInterface
public interface Segmenter {

  /**
   * The words of a text.
   *
   * @param text the text
   * @return the places of its words, in order, none empty and none overlapping another; white space
   *     and what else is no word is left out
   */
  List<Span> segment(String text);
}
