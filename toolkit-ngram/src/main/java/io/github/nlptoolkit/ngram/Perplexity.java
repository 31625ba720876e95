package io.github.nlptoolkit.ngram;

/**
 * How well a model foretells a text: {@code 10^(-log10 probability / tokens)}, with and without the
 * words that it does not know, as KenLM's {@code query} has it. The end of each sentence is a
 * token, its start is none. Immutable and thread-safe.
 *
 * @param sentences how many sentences
 * @param tokens how many words, and ends of sentences
 * @param unknown how many of them are not in the vocabulary
 * @param log10 the log10 probability of the text
 * @param log10Unknown the part of it that is of unknown words
 */
public record Perplexity(
    long sentences, long tokens, long unknown, double log10, double log10Unknown) {

  /** That of no text. */
  static final Perplexity NONE = new Perplexity(0, 0, 0, 0, 0);

  /**
   * The perplexity over all tokens.
   *
   * @return at least 1; NaN for an empty text
   */
  public double includingUnknown() {
    return Math.pow(10, -log10 / tokens);
  }

  /**
   * The perplexity over the tokens of the vocabulary.
   *
   * @return at least 1; NaN if there are none
   */
  public double excludingUnknown() {
    return Math.pow(10, -(log10 - log10Unknown) / (tokens - unknown));
  }

  /**
   * That of this text and another together.
   *
   * @param other of the other text
   * @return the sums
   */
  public Perplexity plus(Perplexity other) {
    return new Perplexity(
        sentences + other.sentences,
        tokens + other.tokens,
        unknown + other.unknown,
        log10 + other.log10,
        log10Unknown + other.log10Unknown);
  }

  /** That of one sentence. */
  static Perplexity of(SentenceScore score) {
    double unknown = 0;
    for (TokenScore token : score.tokens()) {
      unknown += token.unknown() ? token.log10() : 0;
    }
    return new Perplexity(1, score.tokens().size(), score.unknown(), score.log10(), unknown);
  }
}
