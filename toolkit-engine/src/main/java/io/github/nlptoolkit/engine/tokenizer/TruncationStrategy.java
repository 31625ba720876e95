package io.github.nlptoolkit.engine.tokenizer;

/** What is cut when there are more tokens than allowed, named as in transformers. */
public enum TruncationStrategy {
  /** The longer text of a pair first, down to the shorter; then both in equal parts. */
  LONGEST_FIRST,
  /** Only the first text. */
  ONLY_FIRST,
  /** Only the second text; only pairs can be encoded. */
  ONLY_SECOND,
  /** Nothing: all tokens are given, however many. */
  DO_NOT_TRUNCATE
}
