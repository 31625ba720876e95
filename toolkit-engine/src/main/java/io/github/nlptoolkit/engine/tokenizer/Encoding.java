package io.github.nlptoolkit.engine.tokenizer;

import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a text or pair, special tokens included. Immutable and thread-safe. */
public final class Encoding {
  private final TokenIds tokenIds;
  private final List<String> tokens;
  private final boolean[] special;
  private final int[] starts;
  private final int[] ends;
  private final int[] wordIds;
  private final int[] sequenceIds;

  Encoding(EncodingParts parts, List<String> tokens, TokenIds tokenIds) {
    this.tokenIds = tokenIds;
    this.tokens = tokens;
    this.special = parts.special;
    this.starts = parts.starts;
    this.ends = parts.ends;
    this.wordIds = parts.wordIds;
    this.sequenceIds = parts.sequenceIds;
  }

  /**
   * How many tokens there are.
   *
   * @return the number of tokens, special tokens included, at least 0
   */
  public int size() {
    return tokenIds.size();
  }

  /**
   * The ids.
   *
   * @return a copy, one id for each token
   */
  public int[] ids() {
    return tokenIds.ids();
  }

  /**
   * The types: which text of a pair a token is of, as the tokenizer counts it.
   *
   * @return a copy, one type for each token
   */
  public int[] typeIds() {
    return tokenIds.typeIds();
  }

  /**
   * Ids and types alone.
   *
   * @return what a model needs of this
   */
  public TokenIds tokenIds() {
    return tokenIds;
  }

  /**
   * The tokens as the vocabulary has them; an unknown word is the unknown token.
   *
   * @return one string for each token; immutable
   */
  public List<String> tokens() {
    return tokens;
  }

  /**
   * Which tokens were added to frame the text. One that stands in the text itself does not count.
   *
   * @return a copy, true for an added token
   */
  public boolean[] specialTokensMask() {
    return special.clone();
  }

  /**
   * Where a token stands in its text as it was given, whatever was normalised since. A character
   * that was cut into several tokens is in the span of each.
   *
   * @param i the token's index
   * @return its place, UTF-16, half-open; {@code [0, 0)} for an added special token
   * @throws IndexOutOfBoundsException if there is no such token
   */
  public Span span(int i) {
    return new Span(starts[i], ends[i]);
  }

  /**
   * The words that the tokens are of, as the pre-tokenizer cut them.
   *
   * @return a copy, for each token the index of its word in its text, -1 for an added special token
   */
  public int[] wordIds() {
    return wordIds.clone();
  }

  /**
   * The texts that the tokens are of.
   *
   * @return a copy, for each token 0 or 1, -1 for an added special token
   */
  public int[] sequenceIds() {
    return sequenceIds.clone();
  }

  /**
   * Whether tokens were cut off.
   *
   * @return true if the text has more tokens than the limit allows
   */
  public boolean truncated() {
    return tokenIds.truncated();
  }

  /** The encoding that has some of the tokens. */
  Encoding select(int[] indices) {
    EncodingParts parts = new EncodingParts(indices.length);
    List<String> kept = new ArrayList<>(indices.length);
    int[] ids = new int[indices.length];
    int[] typeIds = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      int from = indices[i];
      kept.add(tokens.get(from));
      ids[i] = tokenIds.id(from);
      typeIds[i] = tokenIds.typeId(from);
      parts.special[i] = special[from];
      parts.starts[i] = starts[from];
      parts.ends[i] = ends[from];
      parts.wordIds[i] = wordIds[from];
      parts.sequenceIds[i] = sequenceIds[from];
    }
    return new Encoding(parts, List.copyOf(kept), new TokenIds(ids, typeIds, truncated()));
  }

  /** The tokens. */
  @Override
  public String toString() {
    return tokens.toString();
  }
}
