package io.github.nlptoolkit.text;

import java.util.List;

/** Gives each token of a sentence a tag. Implementations are thread-safe. */
@FunctionalInterface
public interface Tagger {

  /**
   * The tags of a sentence.
   *
   * @param tokens its tokens
   * @return a tag for each; immutable; empty for an empty sentence
   */
  List<String> tag(List<String> tokens);

  /**
   * The tags of many sentences.
   *
   * @param sentences the tokens of each
   * @return the tags of each, in order; immutable
   */
  default List<List<String>> tagAll(List<List<String>> sentences) {
    return sentences.stream().map(this::tag).toList();
  }
}
