package io.github.nlptoolkit.sequence.data;

import java.util.List;

/**
 * Tokens with a tag each. Immutable and thread-safe.
 *
 * @param tokens the tokens
 * @param tags as many tags
 */
public record TaggedSentence(List<String> tokens, List<String> tags) {

  /**
   * Makes a sentence; copies the lists.
   *
   * @throws IllegalArgumentException if there are not as many tags as tokens
   */
  public TaggedSentence {
    tokens = List.copyOf(tokens);
    tags = List.copyOf(tags);
    if (tokens.size() != tags.size()) {
      throw new IllegalArgumentException(
          "there must be as many tags as tokens, got " + tags.size() + " and " + tokens.size());
    }
  }

  /**
   * Two columns of a sentence of a file.
   *
   * @param rows the sentence
   * @param tokenColumn the column of the tokens, negative from the end
   * @param tagColumn the column of the tags, negative from the end
   * @return the tokens and tags
   * @throws IndexOutOfBoundsException if there are tokens and no such column
   */
  public static TaggedSentence of(TokenRows rows, int tokenColumn, int tagColumn) {
    return new TaggedSentence(rows.column(tokenColumn), rows.column(tagColumn));
  }

  /**
   * How many tokens there are.
   *
   * @return their number
   */
  public int size() {
    return tokens.size();
  }
}
