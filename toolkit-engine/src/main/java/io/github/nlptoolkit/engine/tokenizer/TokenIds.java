package io.github.nlptoolkit.engine.tokenizer;

/**
 * The ids of a text or pair with their types: all that a model needs, and the cheapest to make.
 * Immutable and thread-safe.
 */
public final class TokenIds {
  private final int[] ids;
  private final int[] typeIds;
  private final boolean truncated;

  TokenIds(int[] ids, int[] typeIds, boolean truncated) {
    this.ids = ids;
    this.typeIds = typeIds;
    this.truncated = truncated;
  }

  /**
   * Tokens that were put together elsewhere.
   *
   * @param ids their ids, each at least 0; copied
   * @param typeIds their types; copied
   * @return the tokens, not truncated
   * @throws IllegalArgumentException if there are not as many types as ids
   */
  public static TokenIds of(int[] ids, int[] typeIds) {
    if (ids.length != typeIds.length) {
      throw new IllegalArgumentException(
          "there must be a type for each id, got " + ids.length + " ids, " + typeIds.length);
    }
    return new TokenIds(ids.clone(), typeIds.clone(), false);
  }

  /**
   * How many tokens there are.
   *
   * @return the number of tokens, special tokens included, at least 0
   */
  public int size() {
    return ids.length;
  }

  /**
   * The ids.
   *
   * @return a copy, one id for each token
   */
  public int[] ids() {
    return ids.clone();
  }

  /**
   * The types: which text of a pair a token is of, as the tokenizer counts it.
   *
   * @return a copy, one type for each token
   */
  public int[] typeIds() {
    return typeIds.clone();
  }

  /**
   * One id.
   *
   * @param i the token's index
   * @return its id, at least 0
   * @throws IndexOutOfBoundsException if there is no such token
   */
  public int id(int i) {
    return ids[i];
  }

  /**
   * One type.
   *
   * @param i the token's index
   * @return its type, at least 0
   * @throws IndexOutOfBoundsException if there is no such token
   */
  public int typeId(int i) {
    return typeIds[i];
  }

  /**
   * The same tokens but one.
   *
   * @param i the index of the token to replace
   * @param id the id that stands there instead
   * @return new ids; these are unchanged
   * @throws IndexOutOfBoundsException if there is no such token
   */
  public TokenIds with(int i, int id) {
    int[] changed = ids.clone();
    changed[i] = id;
    return new TokenIds(changed, typeIds, truncated);
  }

  /**
   * Whether tokens were cut off.
   *
   * @return true if the text has more tokens than the limit allows
   */
  public boolean truncated() {
    return truncated;
  }
}
