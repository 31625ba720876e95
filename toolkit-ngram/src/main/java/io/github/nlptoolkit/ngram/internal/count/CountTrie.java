package io.github.nlptoolkit.ngram.internal.count;

import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.words.WordTable;

/**
 * All n-grams of a text with their counts, as a trie from the last word back, level by level: a
 * node of level k stands for k+1 words, its children for what came before them, by ascending id.
 * Level 0 has a node for each word of the vocabulary. Immutable once built.
 */
public final class CountTrie {
  private final int order;
  private final Boundary boundary;
  private final WordTable vocabulary;
  private final IntColumn[] words;
  private final IntColumn[] counts;
  private final IntColumn[] starts;

  CountTrie(int order, Boundary boundary, WordTable vocabulary) {
    this.order = order;
    this.boundary = boundary;
    this.vocabulary = vocabulary;
    words = columns(order);
    counts = columns(order);
    starts = columns(order - 1);
  }

  private static IntColumn[] columns(int count) {
    IntColumn[] columns = new IntColumn[count];
    for (int i = 0; i < count; i++) {
      columns[i] = new IntColumn();
    }
    return columns;
  }

  /** Takes a part whose n-grams come after all that are here, and that shares no word with them. */
  void append(TriePart part) {
    for (int level = 1; level < order; level++) {
      if ((long) words[level].size() + part.sizes[level] >= Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "there may be at most 2^31-2 n-grams of order " + (level + 1));
      }
    }
    int base = order > 1 ? words[1].size() : 0;
    for (int i = 0; i < part.sizes[0]; i++) {
      fillWords(part.words[0][i], base + part.firsts[0][i]);
      counts[0].add(part.counts[0][i]);
      if (order > 1) {
        starts[0].add(base + part.firsts[0][i]);
      }
    }
    for (int level = 1; level < order; level++) {
      int below = level + 1 < order ? words[level + 1].size() : 0;
      int count = part.sizes[level];
      words[level].addAll(part.words[level], count, 0);
      counts[level].addAll(part.counts[level], count, 0);
      if (level + 1 < order) {
        starts[level].addAll(part.firsts[level], count, below);
      }
    }
  }

  /** Adds the words before a word that do not occur. */
  private void fillWords(int word, int start) {
    while (counts[0].size() < word) {
      counts[0].add(0);
      if (order > 1) {
        starts[0].add(start);
      }
    }
  }

  void finish() {
    fillWords(vocabulary.size(), order > 1 ? words[1].size() : 0);
    for (int level = 0; level + 1 < order; level++) {
      starts[level].add(words[level + 1].size());
    }
  }

  /** The greatest number of words of an n-gram. */
  public int order() {
    return order;
  }

  /** What stands around sentences. */
  public Boundary boundary() {
    return boundary;
  }

  /** The words. */
  public WordTable vocabulary() {
    return vocabulary;
  }

  /** How many nodes a level has. */
  public int size(int level) {
    return counts[level].size();
  }

  /** The first word of each node of a level, which must not be 0. */
  public IntColumn words(int level) {
    return words[level];
  }

  /** How often the words of each node of a level occur. */
  public IntColumn counts(int level) {
    return counts[level];
  }

  /** Where the children of each node of a level begin, and where the last ones end. */
  public IntColumn starts(int level) {
    return starts[level];
  }
}
