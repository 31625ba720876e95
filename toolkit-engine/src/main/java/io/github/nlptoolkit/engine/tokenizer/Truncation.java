package io.github.nlptoolkit.engine.tokenizer;

/**
 * How many tokens of each text stay, as {@code truncate_encodings} of tokenizers 0.21 counts them.
 *
 * @param first the number of tokens of the first text that stay
 * @param second the number of tokens of the second text that stay; 0 if there is none
 */
record Truncation(int first, int second) {

  /** How many tokens stay of text 0 or 1. */
  int of(int sequence) {
    return sequence == 0 ? first : second;
  }

  /** One text. */
  static Truncation of(TruncationStrategy strategy, int count, int max) {
    if (count > max && strategy == TruncationStrategy.ONLY_SECOND) {
      throw new IllegalArgumentException(
          "truncation ONLY_SECOND needs a second text: the one text has "
              + count
              + " tokens or more, the limit leaves "
              + max);
    }
    boolean cut = strategy != TruncationStrategy.DO_NOT_TRUNCATE;
    return new Truncation(cut ? Math.min(count, max) : count, 0);
  }

  /** A pair. */
  static Truncation of(TruncationStrategy strategy, int first, int second, int max) {
    if (strategy == TruncationStrategy.DO_NOT_TRUNCATE || (long) first + second <= max) {
      return new Truncation(first, second);
    }
    if (max == 0) {
      return new Truncation(0, 0);
    }
    return switch (strategy) {
      case ONLY_FIRST -> new Truncation(rest(strategy, "second", second, max), second);
      case ONLY_SECOND -> new Truncation(first, rest(strategy, "first", first, max));
      default -> longestFirst(first, second, max);
    };
  }

  private static int rest(TruncationStrategy strategy, String other, int count, int max) {
    if (count >= max) {
      throw new IllegalArgumentException(
          "truncation "
              + strategy
              + " leaves nothing: the "
              + other
              + " text has "
              + count
              + " tokens or more, the limit leaves "
              + max);
    }
    return max - count;
  }

  private static Truncation longestFirst(int first, int second, int max) {
    int shorter = Math.min(first, second);
    int longer = shorter > max ? shorter : Math.max(shorter, max - shorter);
    if ((long) shorter + longer > max) {
      shorter = max / 2;
      longer = shorter + max % 2;
    }
    return first > second ? new Truncation(longer, shorter) : new Truncation(shorter, longer);
  }
}
