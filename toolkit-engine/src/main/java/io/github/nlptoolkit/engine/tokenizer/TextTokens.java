package io.github.nlptoolkit.engine.tokenizer;

import io.github.nlptoolkit.engine.internal.djl.TokenizerHandle;
import io.github.nlptoolkit.engine.internal.djl.TokenizerOutput;

/**
 * The tokens of one text without special tokens: all of them, or of a long text at least as many as
 * are wanted. Closed by who made it.
 *
 * <p>A long text is not tokenised as a whole. Its beginning is, and what the end of that beginning
 * may have spoilt is not used: pre-tokenizers cut words by what is at most a few characters ahead,
 * and models work within a word, so all words but the last two are those of the whole text. If what
 * is wanted is not within them, a longer beginning is tried.
 */
final class TextTokens implements AutoCloseable {
  /** Tokens are seldom longer on average, so that the first try is mostly enough. */
  private static final int CHARS_PER_TOKEN = 8;

  private static final int MARGIN_CHARS = 512;
  private static final int GROWTH = 4;

  /** Words whose tokens may depend on what was cut off. */
  private static final int UNSAFE_WORDS = 2;

  /**
   * If a beginning of this length has more tokens than wanted and they still reach into its last
   * words, then a word has some hundred thousand characters. Its tokens are taken as they are:
   * those far from the cut do not depend on it but for ties, and no text takes minutes.
   */
  static final int LONGEST_BEGINNING = 1 << 18;

  private final String text;
  private final TokenizerOutput output;
  private final long[] ids;
  private final boolean whole;

  private TextTokens(String text, TokenizerOutput output, long[] ids, boolean whole) {
    this.text = text;
    this.output = output;
    this.ids = ids;
    this.whole = whole;
  }

  /** All tokens of a text. */
  static TextTokens all(TokenizerHandle handle, String text) {
    return encode(handle, text, text.length());
  }

  /**
   * The tokens of a text: all, or more than {@code most} of which the first {@code most} are those
   * of the whole text.
   */
  static TextTokens first(TokenizerHandle handle, String text, int most) {
    long limit = (long) most * CHARS_PER_TOKEN + MARGIN_CHARS;
    while (limit < text.length() / 2) {
      TextTokens tokens = encode(handle, text, endOfBeginning(text, (int) limit));
      if (tokens.count() > most && (limit >= LONGEST_BEGINNING || tokens.areSafe(most))) {
        return tokens;
      }
      tokens.close();
      long next = limit * GROWTH;
      limit = limit < LONGEST_BEGINNING ? Math.min(next, LONGEST_BEGINNING) : next;
    }
    return all(handle, text);
  }

  private static TextTokens encode(TokenizerHandle handle, String text, int end) {
    String part = Utf16.withoutLoneSurrogates(text.substring(0, end));
    TokenizerOutput output = handle.encode(part, false);
    return new TextTokens(part, output, output.ids(), end == text.length());
  }

  /** Before white space if there is some in the last quarter, else where no pair is cut in two. */
  private static int endOfBeginning(String text, int limit) {
    for (int end = limit; end > limit - limit / 4; end--) {
      if (Character.isWhitespace(text.charAt(end))
          && !Character.isWhitespace(text.charAt(end - 1))) {
        return end;
      }
    }
    boolean pair =
        Character.isHighSurrogate(text.charAt(limit - 1))
            && Character.isLowSurrogate(text.charAt(limit));
    return pair ? limit - 1 : limit;
  }

  /** Whether the first tokens, fewer than there are, are none of the last words. */
  private boolean areSafe(int most) {
    long[] words = output.wordIds();
    return most == 0 || words[most - 1] <= words[words.length - 1] - UNSAFE_WORDS;
  }

  /** How many tokens are there; more than wanted means that there may be still more. */
  int count() {
    return ids.length;
  }

  /** Whether these are all tokens of the text. */
  boolean whole() {
    return whole;
  }

  int id(int i) {
    return (int) ids[i];
  }

  /** Start and end of each token in turn, UTF-16. */
  int[] spans() {
    int[] spans = output.spans();
    Utf16.toChars(text, spans);
    return spans;
  }

  long[] wordIds() {
    return output.wordIds();
  }

  @Override
  public void close() {
    output.close();
  }
}
