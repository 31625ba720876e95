package io.github.nlptoolkit.engine.tokenizer;

import io.github.nlptoolkit.engine.internal.djl.TokenizerHandle;

/** The tokens of the two texts of a pair. Closed by who made it. */
final class PairTokens implements AutoCloseable {
  private final TextTokens first;
  private final TextTokens second;
  private final int firstCount;
  private final int secondCount;

  private PairTokens(TextTokens first, TextTokens second, int firstCount, int secondCount) {
    this.first = first;
    this.second = second;
    this.firstCount = firstCount;
    this.secondCount = secondCount;
  }

  /** All tokens of two texts. */
  static PairTokens all(TokenizerHandle handle, String first, String second) {
    TextTokens firstTokens = TextTokens.all(handle, first);
    try {
      TextTokens secondTokens = TextTokens.all(handle, second);
      return new PairTokens(firstTokens, secondTokens, firstTokens.count(), secondTokens.count());
    } catch (RuntimeException e) {
      firstTokens.close();
      throw e;
    }
  }

  /** At least the first {@code most} tokens of each, and which of them has more. */
  static PairTokens first(TokenizerHandle handle, String first, String second, int most) {
    TextTokens firstTokens = TextTokens.first(handle, first, most);
    try {
      TextTokens secondTokens = TextTokens.first(handle, second, most);
      int firstCount = firstTokens.count();
      int secondCount = secondTokens.count();
      boolean bothOver = firstCount > most && secondCount > most;
      if (bothOver && most % 2 == 1 && !(firstTokens.whole() && secondTokens.whole())) {
        // The odd token goes to the text with more tokens, so all must be counted; of texts too
        // long for that, the one with more chars counts as the one with more tokens.
        if (Math.max(first.length(), second.length()) <= TextTokens.LONGEST_BEGINNING) {
          firstTokens.close();
          secondTokens.close();
          return all(handle, first, second);
        }
        firstCount = Math.max(most + 1, first.length());
        secondCount = Math.max(most + 1, second.length());
      }
      return new PairTokens(firstTokens, secondTokens, firstCount, secondCount);
    } catch (RuntimeException e) {
      firstTokens.close();
      throw e;
    }
  }

  TextTokens first() {
    return first;
  }

  TextTokens second() {
    return second;
  }

  /** The number of tokens of the first text; more than wanted may stand for still more. */
  int firstCount() {
    return firstCount;
  }

  /** The number of tokens of the second text; more than wanted may stand for still more. */
  int secondCount() {
    return secondCount;
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
