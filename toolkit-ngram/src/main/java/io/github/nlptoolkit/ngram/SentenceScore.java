package io.github.nlptoolkit.ngram;

import java.util.List;

/**
 * What a model says of a sentence.
 *
 * @param tokens its words in order, then its end if that was asked for; immutable
 */
public record SentenceScore(List<TokenScore> tokens) {

  /** Copies the list. */
  public SentenceScore {
    tokens = List.copyOf(tokens);
  }

  /**
   * The log10 probability of the sentence.
   *
   * @return the sum over the tokens, at most 0
   */
  public double log10() {
    double sum = 0;
    for (TokenScore token : tokens) {
      sum += token.log10();
    }
    return sum;
  }

  /**
   * How many words are not in the vocabulary.
   *
   * @return the number
   */
  public int unknown() {
    return (int) tokens.stream().filter(TokenScore::unknown).count();
  }

  /**
   * The perplexity of the sentence, unknown words included.
   *
   * @return {@code 10^(-log10 / tokens)}, at least 1; NaN for no token
   */
  public double perplexity() {
    return Math.pow(10, -log10() / tokens.size());
  }
}
