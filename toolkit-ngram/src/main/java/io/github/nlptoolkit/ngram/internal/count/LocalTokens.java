package io.github.nlptoolkit.ngram.internal.count;

import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.util.Arrays;

/** The tokens of a piece of text, numbered on their own. Not thread-safe. */
public final class LocalTokens {
  /** Stands for the end of a sentence. */
  static final int SENTENCE_END = -1;

  private final WordTable words = new WordTable();
  private int[] ids;
  private int size;

  /**
   * Makes an empty list.
   *
   * @param expected about how many tokens there will be
   */
  public LocalTokens(int expected) {
    ids = new int[Math.max(16, expected)];
  }

  /** Adds the word {@code text[from, to)}. */
  public void add(byte[] text, int from, int to) {
    push(words.add(text, from, to));
  }

  /**
   * Adds a word.
   *
   * @throws IllegalArgumentException if it is empty or has a blank in it, which no file could hold
   */
  public void add(String word) {
    boolean isWord = !word.isEmpty();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      isWord &= c != '\n' && !Tokenizers.isBlank(c);
    }
    if (!isWord) {
      throw new IllegalArgumentException(
          "a word must not be empty or have a blank in it, got \"" + word + "\"");
    }
    push(words.add(word));
  }

  /** Ends a sentence. */
  public void endSentence() {
    push(SENTENCE_END);
  }

  private void push(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  /** Refuses the words that mark boundaries, or takes them out; returns whether there were any. */
  boolean checkSpecials(boolean skip) {
    int[] specials = {
      words.find(WordTable.UNKNOWN_WORD),
      words.find(WordTable.BEGIN_WORD),
      words.find(WordTable.END_WORD)
    };
    boolean found = false;
    for (int special : specials) {
      if (special >= 0) {
        if (!skip) {
          throw new IllegalArgumentException(
              "the text must not contain the word "
                  + words.word(special)
                  + ", which has a meaning of its own; skip such symbols to take them as blanks");
        }
        found = true;
      }
    }
    if (found) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        int id = ids[i];
        boolean special = id == specials[0] || id == specials[1] || id == specials[2];
        if (id == SENTENCE_END || !special) {
          ids[kept++] = id;
        }
      }
      size = kept;
    }
    return found;
  }

  /** Numbers the tokens by another table, to which new words are added in order. */
  void renumber(WordTable global) {
    renumber(global, false);
  }

  /** Numbers the tokens by another table; words that it lacks are added to it or are unknown. */
  void renumber(WordTable global, boolean closed) {
    int[] map = new int[words.size()];
    Arrays.fill(map, -1);
    for (int i = 0; i < size; i++) {
      int id = ids[i];
      if (id >= 0) {
        if (map[id] < 0) {
          int known = closed ? global.findFrom(words, id) : global.addFrom(words, id);
          map[id] = known < 0 ? WordTable.UNKNOWN : known;
        }
        ids[i] = map[id];
      }
    }
  }

  int size() {
    return size;
  }

  int id(int index) {
    return ids[index];
  }
}
