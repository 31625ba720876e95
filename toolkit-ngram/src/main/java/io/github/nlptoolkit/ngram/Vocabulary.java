package io.github.nlptoolkit.ngram;

import static java.util.Objects.requireNonNull;

import io.github.nlptoolkit.ngram.internal.words.WordTable;

/**
 * The words that a model knows, numbered from 0. The first three are {@code <unk>}, {@code <s>} and
 * {@code </s>}. Immutable and thread-safe.
 */
public final class Vocabulary {
  /** The id of the unknown word. */
  public static final int UNKNOWN = WordTable.UNKNOWN;

  /** The id of the start of a sentence. */
  public static final int BEGIN = WordTable.BEGIN;

  /** The id of the end of a sentence. */
  public static final int END = WordTable.END;

  private final WordTable table;

  Vocabulary(WordTable table) {
    this.table = table;
  }

  /**
   * How many words there are.
   *
   * @return the number, the three special ones included
   */
  public int size() {
    return table.size();
  }

  /**
   * A word.
   *
   * @param id its number, from 0
   * @return the word
   * @throws IndexOutOfBoundsException if there is no such number
   */
  public String word(int id) {
    if (id < 0 || id >= table.size()) {
      throw new IndexOutOfBoundsException("id must be in [0, " + table.size() + "), got " + id);
    }
    return table.word(id);
  }

  /**
   * The number of a word.
   *
   * @param word the word
   * @return its id; {@link #UNKNOWN} if it is not here
   */
  public int id(String word) {
    return Math.max(UNKNOWN, table.find(requireNonNull(word, "word")));
  }

  /**
   * Whether a word is here.
   *
   * @param word the word
   * @return false for {@code <unk>}, too
   */
  public boolean contains(String word) {
    return id(word) != UNKNOWN;
  }
}
