package io.github.nlptoolkit.ngram.internal.table;

import io.github.nlptoolkit.ngram.internal.words.WordTable;

/** A back-off model that can be asked. Implementations are thread-safe. */
public interface Lookup {

  /** The greatest number of words of an n-gram. */
  int order();

  /** The words. */
  WordTable vocabulary();

  /** How many n-grams of each length there are. */
  long[] counts();

  /** The weight of the context that is the start of a sentence. */
  float beginBackoff();

  /**
   * The log10 probability of a word.
   *
   * @param in what came before
   * @param word its id
   * @param out becomes what has come then; not {@code in}
   */
  float score(State in, int word, State out);

  /**
   * Reads ahead what scoring words one after another asks for first, so that waits for memory
   * overlap. Changes no score.
   *
   * @param words ids, in the order of the text
   * @param length how many there are
   * @param state keeps something of what was read, lest the reads be optimised away
   */
  default void touch(int[] words, int length, State state) {
    // What searches for a word by halving has no place to look at first.
  }

  /** All n-grams, as a table. */
  NgramTable table();
}
