package io.github.nlptoolkit.bert.head;

/**
 * How labels of tokens become entities, as the {@code aggregation_strategy} of transformers' token
 * classification pipeline. Immutable and thread-safe.
 */
public enum Aggregation {
  /** Not at all: each token is an entity, with its label as it is, such as {@code B-PER}. */
  NONE,
  /** Neighbouring tokens with labels of one type, up to the next {@code B-}. */
  SIMPLE,
  /** As {@link #SIMPLE}, where the first token of a word gives its label to the word. */
  FIRST,
  /** As {@link #SIMPLE}, where the token with the highest score gives its label to the word. */
  MAX,
  /** As {@link #SIMPLE}, where a word has the label with the highest mean over its tokens. */
  AVERAGE
}
