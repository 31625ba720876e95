package io.github.nlptoolkit.word2vec;

import io.github.nlptoolkit.word2vec.internal.kernel.VectorKernel;

/**
 * Where words and vectors are. Rows {@code [0, count)} are the words', those behind are the
 * buckets' of subwords. Implementations are immutable and thread-safe.
 */
interface VectorStore {

  /** How many words there are. */
  int count();

  int dimension();

  /** How many rows there are, those of buckets too. */
  int rows();

  String word(int row);

  /** The row of a word, or -1. */
  int find(String word);

  /** How often the word was in the corpus; 0 if that is not known. */
  long frequency(int row);

  /** The Euclidean length of a word's vector. */
  float norm(int row);

  /** Copies a vector. */
  void copy(int row, float[] target, int at);

  /**
   * The dot products of a query with {@code count} rows from one on, at most {@link #BLOCK}.
   *
   * @param scratch of {@link #scratchSize()} values
   */
  void dots(
      VectorKernel kernel, float[] query, int from, int count, float[] result, float[] scratch);

  /** How much scratch {@link #dots} needs. */
  int scratchSize();

  /** The most rows for one call of {@link #dots}. */
  int BLOCK = 256;
}
