package io.github.nlptoolkit.ngram.internal.count;

/** Takes n-grams in suffix order: by the last word, then by the one before it, and so on. */
interface GramSink {

  /**
   * Takes an n-gram.
   *
   * @param shared how many words, from the last, it shares with the n-gram before; less than {@code
   *     depth} and than the depth of that one
   * @param path its words, the last first; not kept
   * @param depth how many there are, at least 1
   * @param count how often it occurs, at least 1
   */
  void add(int shared, int[] path, int depth, int count);
}
