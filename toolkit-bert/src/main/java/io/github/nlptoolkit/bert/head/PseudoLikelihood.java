package io.github.nlptoolkit.bert.head;

/**
 * How likely a masked language model finds a text, told from each token given all others. Immutable
 * and thread-safe.
 *
 * @param logLikelihood the sum of the natural logarithms of the tokens' probabilities, at most 0;
 *     higher is more likely
 * @param tokens how many tokens that are, special ones not included; at least 1
 */
public record PseudoLikelihood(double logLikelihood, int tokens) {

  /**
   * The pseudo-perplexity.
   *
   * @return {@code exp(-logLikelihood / tokens)}, at least 1; lower is more likely
   */
  public double perplexity() {
    return Math.exp(-logLikelihood / tokens);
  }
}
