package io.github.nlptoolkit.ngram.internal.table;

import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.words.WordTable;

/**
 * The n-grams of a back-off model, as a trie from the last word back, level by level: a node of
 * level k stands for k+1 words, its children for what came before them, by ascending id. Level 0
 * has a node for each word of the vocabulary. A node that is there only because longer ones need it
 * has NaN for its probability. Immutable and thread-safe once built.
 */
public final class NgramTable {
  private final WordTable vocabulary;
  private final IntColumn[] words;
  private final IntColumn[] probabilities;
  private final IntColumn[] backoffs;
  private final IntColumn[] starts;

  /**
   * Makes a table of columns, which are kept.
   *
   * @param vocabulary the words
   * @param words by level, the first word of each node; that of level 0 is not read
   * @param probabilities by level, log10 as bits of floats
   * @param backoffs by level but the last, log10 as bits of floats
   * @param starts by level but the last, where the children of each node begin, and the end
   */
  public NgramTable(
      WordTable vocabulary,
      IntColumn[] words,
      IntColumn[] probabilities,
      IntColumn[] backoffs,
      IntColumn[] starts) {
    this.vocabulary = vocabulary;
    this.words = words;
    this.probabilities = probabilities;
    this.backoffs = backoffs;
    this.starts = starts;
  }

  /** The greatest number of words of an n-gram. */
  public int order() {
    return probabilities.length;
  }

  /** The words. */
  public WordTable vocabulary() {
    return vocabulary;
  }

  /** How many nodes a level has. */
  public int size(int level) {
    return probabilities[level].size();
  }

  /** The first word of a node. */
  public int word(int level, int node) {
    return level == 0 ? node : words[level].get(node);
  }

  /** The log10 probability of a node; NaN if the n-gram is not one of the model. */
  public float probability(int level, int node) {
    return probabilities[level].getFloat(node);
  }

  /** The log10 back-off weight of a node; 0 on the last level. */
  public float backoff(int level, int node) {
    return level < backoffs.length ? backoffs[level].getFloat(node) : 0;
  }

  /** Where the children of a node begin; those of the last node end at that of the one after. */
  public int childStart(int level, int node) {
    return level < starts.length ? starts[level].get(node) : 0;
  }

  /** The child of a node with a word before it; -1 if there is none. */
  public int child(int level, int node, int word) {
    if (level >= starts.length) {
      return -1;
    }
    int to = starts[level].get(node + 1);
    int found = words[level + 1].lowerBound(starts[level].get(node), to, word);
    return found < to && words[level + 1].get(found) == word ? found : -1;
  }

  /** The node of the last level that has a child at or before a place. */
  public int parentOf(int level, int node) {
    return starts[level - 1].lastAtMost(node);
  }

  /** How many n-grams of each length the model has. */
  public int[] counts() {
    int[] counts = new int[order()];
    for (int level = 0; level < counts.length; level++) {
      int size = size(level);
      int absent = 0;
      for (int node = 0; node < size; node++) {
        absent += Float.isNaN(probability(level, node)) ? 1 : 0;
      }
      counts[level] = size - absent;
    }
    return counts;
  }

  /**
   * Turns the numbers of a column from probabilities to their log10.
   *
   * @param level the level
   * @param isBackoff whether it is the column of back-off weights
   * @param zero what stands for the log10 of zero
   */
  public void toLogs(int level, boolean isBackoff, float zero) {
    IntColumn column = isBackoff ? backoffs[level] : probabilities[level];
    int size = column.size();
    for (int node = 0; node < size; node++) {
      float p = column.getFloat(node);
      column.setFloat(node, p > 0 ? (float) Math.log10(p) : p == 0 ? zero : p);
    }
  }

  /** Sets the probability of a node, while the table is made. */
  public void setProbability(int level, int node, float value) {
    probabilities[level].setFloat(node, value);
  }

  /** Sets the back-off weight of a node, while the table is made. */
  public void setBackoff(int level, int node, float value) {
    backoffs[level].setFloat(node, value);
  }

  /** A copy with columns of its own for probabilities and weights. */
  public NgramTable copy() {
    return new NgramTable(vocabulary, words, copy(probabilities), copy(backoffs), starts);
  }

  private static IntColumn[] copy(IntColumn[] columns) {
    IntColumn[] copies = new IntColumn[columns.length];
    for (int i = 0; i < columns.length; i++) {
      copies[i] = new IntColumn();
      for (int j = 0; j < columns[i].size(); j++) {
        copies[i].add(columns[i].get(j));
      }
    }
    return copies;
  }

  /**
   * This table without the nodes whose probability is NaN, but for those with descendants that have
   * one. Words that are left out have no id any more.
   */
  public NgramTable compacted() {
    return new Compaction(this).run();
  }

  /**
   * For each n-gram of a level but the first, the node on the level above of all its words but the
   * last; -1 if there is none.
   *
   * @param level the level
   * @param above the same of the level above; not read for level 1
   */
  public IntColumn contexts(int level, IntColumn above) {
    IntColumn contexts = new IntColumn(size(level));
    for (int parent = 0; parent < size(level - 1); parent++) {
      fillContexts(level, parent, above, contexts);
    }
    return contexts;
  }

  private void fillContexts(int level, int parent, IntColumn above, IntColumn contexts) {
    int from = childStart(level - 1, parent);
    int to = childStart(level - 1, parent + 1);
    if (level == 1) {
      for (int node = from; node < to; node++) {
        contexts.set(node, words[1].get(node));
      }
      return;
    }
    int grand = from < to ? above.get(parent) : -1;
    int at = grand < 0 ? 0 : childStart(level - 2, grand);
    int end = grand < 0 ? 0 : childStart(level - 2, grand + 1);
    for (int node = from; node < to; node++) {
      int word = words[level].get(node);
      at = words[level - 1].lowerBound(at, end, word);
      contexts.set(node, at < end && words[level - 1].get(at) == word ? at : -1);
    }
  }
}
