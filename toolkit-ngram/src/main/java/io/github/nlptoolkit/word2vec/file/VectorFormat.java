package io.github.nlptoolkit.word2vec.file;

/** Kinds of files of word vectors. All but the last two may be gzipped. */
public enum VectorFormat {
  /**
   * Text with a header, as word2vec.c, gensim and fastText ({@code .vec}) write it: the number of
   * words and the dimension, then a word and its values a line, with single blanks between.
   */
  WORD2VEC_TEXT,

  /**
   * word2vec.c's binary file: the same header, then each word, a blank and its values as
   * little-endian floats, with or without a line end behind.
   */
  WORD2VEC_BINARY,

  /** Text without a header, as GloVe writes it. A word may have blanks in it. */
  GLOVE,

  /**
   * fastText's binary model ({@code .bin}), not quantised: words, their counts and the vectors of
   * their n-grams. What is written has no weights to train on with.
   */
  FASTTEXT_BINARY,

  /** The toolkit's own file, which is mapped. */
  MAPPED
}
