package io.github.nlptoolkit.ngram.internal.table;

import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.util.Arrays;

/**
 * What a model remembers of the words so far: the last ones, as far as they can matter for what
 * comes, with the back-off weights of the contexts that they make. Two states with the same words
 * score every future alike. Not thread-safe.
 */
public final class State {
  /** The words, the last first. */
  public final int[] words;

  /** The weight of the context of the last 1, 2, ... words. */
  public final float[] backoffs;

  /** How many words are remembered. */
  public int length;

  /** How many words the n-gram had that gave the last probability. */
  public int matched;

  /** Without a meaning: where {@link Lookup#touch} leaves what it read. */
  public long touched;

  /**
   * Makes a state without a word.
   *
   * @param order that of the model
   */
  public State(int order) {
    words = new int[Math.max(1, order)];
    backoffs = new float[Math.max(1, order)];
  }

  /** Makes this state equal to another. */
  public void copyFrom(State other) {
    System.arraycopy(other.words, 0, words, 0, other.length);
    System.arraycopy(other.backoffs, 0, backoffs, 0, other.length);
    length = other.length;
    matched = other.matched;
  }

  /** Makes this the state at the start of a sentence. */
  public void begin(Lookup lookup) {
    length = lookup.order() > 1 ? 1 : 0;
    words[0] = WordTable.BEGIN;
    backoffs[0] = lookup.beginBackoff();
    matched = 0;
  }

  /** Makes this the state that knows no word. */
  public void clear() {
    length = 0;
    matched = 0;
  }

  /** Whether another state scores every future as this one does. */
  public boolean hasSameFuture(State other) {
    return Arrays.equals(words, 0, length, other.words, 0, other.length);
  }

  /** A number that is equal for states with the same words. */
  public int futureHash() {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + words[i];
    }
    return hash;
  }
}
