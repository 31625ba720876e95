package io.github.nlptoolkit.word2vec.train;

/** What predicts what. */
public enum Architecture {
  /** Each context word predicts the word in the middle. */
  SKIP_GRAM(0),
  /**
   * The mean of the context words predicts the word in the middle; the default of word2vec.c and
   * gensim.
   */
  CBOW_MEAN(1),
  /** The sum of the context words predicts the word in the middle. */
  CBOW_SUM(2);

  private final int code;

  Architecture(int code) {
    this.code = code;
  }

  /** What stands for it in files. */
  int code() {
    return code;
  }
}
