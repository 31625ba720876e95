package io.github.nlptoolkit.word2vec.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words with their counts in a corpus; the number of a word is its row in the matrices. Immutable
 * and thread-safe.
 */
public final class Vocabulary {

  private final WordTable table;
  private final List<String> words;
  private final long[] counts;
  private final long total;
  private final long corpusWords;

  /** Takes the arrays over. */
  Vocabulary(List<String> words, long[] counts, long corpusWords) {
    this.words = Collections.unmodifiableList(words);
    this.counts = counts;
    this.corpusWords = corpusWords;
    this.table = new WordTable();
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      if (table.findOrAdd(words.get(i)) != i) {
        throw new IllegalArgumentException("the word \"" + words.get(i) + "\" comes twice");
      }
      sum += counts[i];
    }
    this.total = sum;
  }

  /**
   * The number of words.
   *
   * @return at least 1
   */
  public int size() {
    return counts.length;
  }

  /**
   * The words.
   *
   * @return all of them in the order of their rows: by falling count, equal counts by their chars;
   *     words that came later when training went on are behind
   */
  public List<String> words() {
    return words;
  }

  /**
   * How often a word was in the corpus.
   *
   * @param row its row
   * @return its count, at least 1
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public long count(int row) {
    return counts[row];
  }

  /**
   * The row of a word.
   *
   * @param word the word
   * @return its row; -1 if it is not in the vocabulary
   */
  public int rowOf(String word) {
    return table.find(word);
  }

  /**
   * How many words of the corpus the vocabulary covers.
   *
   * @return the sum of all counts
   */
  public long total() {
    return total;
  }

  /**
   * How many words the corpus has.
   *
   * @return the number, those outside of the vocabulary too
   */
  public long corpusWords() {
    return corpusWords;
  }

  WordTable table() {
    return table;
  }

  long[] counts() {
    return counts.clone();
  }

  /** This one with the words of another: counts are added, new words come behind. */
  Vocabulary plus(Vocabulary other) {
    List<String> all = new ArrayList<>(words);
    Map<String, Long> added = new HashMap<>();
    for (int i = 0; i < other.size(); i++) {
      added.put(other.words.get(i), other.counts[i]);
      if (rowOf(other.words.get(i)) < 0) {
        all.add(other.words.get(i));
      }
    }
    long[] sums = new long[all.size()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (i < counts.length ? counts[i] : 0) + added.getOrDefault(all.get(i), 0L);
    }
    return new Vocabulary(all, sums, other.corpusWords);
  }
}
