package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.engine.tokenizer.TokenIds;

/**
 * A text or pair some of whose tokens are to be told: what a model sees, and what it should say.
 * Immutable and thread-safe.
 */
public final class MaskedText {
  private final TokenIds ids;
  private final int[] places;
  private final int[] targets;

  MaskedText(TokenIds ids, int[] places, int[] targets) {
    this.ids = ids;
    this.places = places;
    this.targets = targets;
  }

  /**
   * The tokens as the model sees them.
   *
   * @return as many as the text has
   */
  public TokenIds ids() {
    return ids;
  }

  /**
   * Which tokens are to be told.
   *
   * @return a copy of their indices, in order
   */
  public int[] places() {
    return places.clone();
  }

  /**
   * What they were.
   *
   * @return a copy, an id for each of {@link #places}
   */
  public int[] targets() {
    return targets.clone();
  }
}
