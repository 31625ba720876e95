package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a token classifier says about the tokens of a text, before any decoding: plain numbers for a
 * decoder of one's own. Immutable and thread-safe.
 */
public final class TokenScores {
  private final int labels;
  private final List<Span> spans;
  private final boolean[] goesOn;
  private final float[] logits;

  private TokenScores(int labels, List<Span> spans, boolean[] goesOn, float[] logits) {
    this.labels = labels;
    this.spans = List.copyOf(spans);
    this.goesOn = goesOn;
    this.logits = logits;
  }

  /**
   * How many tokens there are.
   *
   * @return their number, without special tokens
   */
  public int size() {
    return spans.size();
  }

  /**
   * Where a token is.
   *
   * @param token its index
   * @return its place in the text: UTF-16, half-open
   */
  public Span span(int token) {
    return spans.get(token);
  }

  /**
   * Whether a token goes on with the word of the token before it.
   *
   * @param token its index
   * @return whether it is no first piece of a word
   */
  public boolean goesOn(int token) {
    return goesOn[token];
  }

  /**
   * The logits of a token.
   *
   * @param token its index
   * @return a copy: a value for each of the classifier's labels, not normalised
   */
  public float[] logits(int token) {
    return Arrays.copyOfRange(logits, token * labels, (token + 1) * labels);
  }

  /** Gathers tokens. */
  static final class Builder {
    private final int labels;
    private final List<Span> spans = new ArrayList<>();
    private boolean[] goesOn = new boolean[16];
    private float[] logits = new float[64];

    Builder(int labels) {
      this.labels = labels;
    }

    /** Adds a token, whose logits are a row of a matrix. */
    void add(Span span, boolean isGoingOn, float[] matrix, int row) {
      int at = spans.size();
      if (at == goesOn.length) {
        goesOn = Arrays.copyOf(goesOn, at * 2);
      }
      if ((at + 1) * labels > logits.length) {
        logits = Arrays.copyOf(logits, Math.max(logits.length * 2, (at + 1) * labels));
      }
      goesOn[at] = isGoingOn;
      System.arraycopy(matrix, row * labels, logits, at * labels, labels);
      spans.add(span);
    }

    TokenScores build() {
      return new TokenScores(
          labels,
          spans,
          Arrays.copyOf(goesOn, spans.size()),
          Arrays.copyOf(logits, spans.size() * labels));
    }
  }
}
