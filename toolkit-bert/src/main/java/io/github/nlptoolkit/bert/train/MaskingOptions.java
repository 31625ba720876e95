package io.github.nlptoolkit.bert.train;

/**
 * Which tokens a masked language model is asked for. Immutable and thread-safe.
 *
 * @param share the share of a text's tokens, in (0, 1]
 * @param masked of these, the share that is replaced by the mask token
 * @param random of these, the share that is replaced by a random token; the rest stays
 * @param wholeWords whether words are masked with all of their tokens or not at all
 * @param copies in how many ways a text is masked: 0 for another way in every epoch (dynamic, as in
 *     RoBERTa), n for n ways that the epochs take in turn (static, as in BERT, where n was 10)
 * @param seed what is drawn depends on it, the text's number and its way alone
 */
public record MaskingOptions(
    double share, double masked, double random, boolean wholeWords, int copies, long seed) {

  /** Checks the ranges. */
  public MaskingOptions {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be in (0, 1], got " + share);
    }
    if (!(masked >= 0 && random >= 0 && masked + random <= 1)) {
      throw new IllegalArgumentException(
          "masked and random must be at least 0 and at most 1 together, got "
              + masked
              + " and "
              + random);
    }
    if (copies < 0) {
      throw new IllegalArgumentException("copies must be at least 0, got " + copies);
    }
  }

  /**
   * The defaults: 15 %, of these 80 % masked and 10 % random, single tokens, another way in every
   * epoch, seed 42.
   *
   * @return the defaults
   */
  public static MaskingOptions defaults() {
    return new MaskingOptions(0.15, 0.8, 0.1, false, 0, 42);
  }

  /**
   * With another share of tokens.
   *
   * @param ofTokens the share of a text's tokens, in (0, 1]
   * @return new options
   * @throws IllegalArgumentException if it is out of range
   */
  public MaskingOptions share(double ofTokens) {
    return new MaskingOptions(ofTokens, masked, random, wholeWords, copies, seed);
  }

  /**
   * With whole words or not.
   *
   * @param whole whether words are masked with all of their tokens
   * @return new options
   */
  public MaskingOptions wholeWords(boolean whole) {
    return new MaskingOptions(share, masked, random, whole, copies, seed);
  }

  /**
   * With a number of ways to mask a text.
   *
   * @param ways the number, 0 for another in every epoch
   * @return new options
   * @throws IllegalArgumentException if it is less
   */
  public MaskingOptions copies(int ways) {
    return new MaskingOptions(share, masked, random, wholeWords, ways, seed);
  }

  /**
   * With another seed.
   *
   * @param number the seed
   * @return new options
   */
  public MaskingOptions seed(long number) {
    return new MaskingOptions(share, masked, random, wholeWords, copies, number);
  }
}
