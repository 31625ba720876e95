package io.github.nlptoolkit.engine.tokenizer;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a tokenizer is to work. What {@code tokenizer.json} itself says of truncation and padding
 * does not count: only this does, and padding is never added. Immutable and thread-safe.
 */
public final class TokenizerOptions {
  private final int maxTokens;
  private final TruncationStrategy truncation;
  private final boolean lowerCase;

  private TokenizerOptions(int maxTokens, TruncationStrategy truncation, boolean lowerCase) {
    this.maxTokens = maxTokens;
    this.truncation = truncation;
    this.lowerCase = lowerCase;
  }

  /**
   * No limit and no lower-casing.
   *
   * @return the options
   */
  public static TokenizerOptions unlimited() {
    return new TokenizerOptions(0, TruncationStrategy.DO_NOT_TRUNCATE, false);
  }

  /**
   * A limit, with {@link TruncationStrategy#LONGEST_FIRST} and no lower-casing.
   *
   * @param maxTokens the most tokens of a text or pair, special tokens included, at least 1
   * @return the options
   * @throws IllegalArgumentException if {@code maxTokens} is less than 1
   */
  public static TokenizerOptions limit(int maxTokens) {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens);
    }
    return new TokenizerOptions(maxTokens, TruncationStrategy.LONGEST_FIRST, false);
  }

  /**
   * The same with another strategy.
   *
   * @param strategy what is cut
   * @return new options
   * @throws IllegalArgumentException if something is to be cut but there is no limit
   */
  public TokenizerOptions truncation(TruncationStrategy strategy) {
    Objects.requireNonNull(strategy, "strategy");
    if (maxTokens == 0 && strategy != TruncationStrategy.DO_NOT_TRUNCATE) {
      throw new IllegalArgumentException(
          "truncation " + strategy + " needs a limit: start with TokenizerOptions.limit(n)");
    }
    return new TokenizerOptions(maxTokens, strategy, lowerCase);
  }

  /**
   * The same with or without lower-casing before the tokenizer's own normaliser, which is {@code
   * do_lower_case} of sentence-transformers. Each character by itself, in no language: Σ at the end
   * of a word becomes σ.
   *
   * @param lower whether to lower-case
   * @return new options
   */
  public TokenizerOptions lowerCase(boolean lower) {
    return new TokenizerOptions(maxTokens, truncation, lower);
  }

  /**
   * The limit.
   *
   * @return the most tokens, special tokens included, at least 1; empty if there is none
   */
  public OptionalInt maxTokens() {
    return maxTokens == 0 ? OptionalInt.empty() : OptionalInt.of(maxTokens);
  }

  /**
   * What is cut.
   *
   * @return the strategy
   */
  public TruncationStrategy truncation() {
    return truncation;
  }

  /**
   * Whether texts are lower-cased first.
   *
   * @return true if they are
   */
  public boolean lowerCase() {
    return lowerCase;
  }

  /** The three settings. */
  @Override
  public String toString() {
    return "TokenizerOptions[maxTokens="
        + (maxTokens == 0 ? "none" : maxTokens)
        + ", truncation="
        + truncation
        + ", lowerCase="
        + lowerCase
        + "]";
  }
}
