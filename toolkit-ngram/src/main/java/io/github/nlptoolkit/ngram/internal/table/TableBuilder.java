package io.github.nlptoolkit.ngram.internal.table;

import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.words.WordTable;

/** Makes a table of n-grams that come order by order, in any order within one. Not thread-safe. */
public final class TableBuilder {
  private final WordTable vocabulary;
  private final int order;
  private final Level[] levels;

  /** The n-grams of one length: columns of words, the last word's first. */
  private static final class Level {
    private IntColumn[] words;
    private IntColumn probabilities = new IntColumn();
    private IntColumn backoffs = new IntColumn();

    Level(int length) {
      words = columns(length);
    }

    static IntColumn[] columns(int length) {
      IntColumn[] columns = new IntColumn[length];
      for (int i = 0; i < length; i++) {
        columns[i] = new IntColumn();
      }
      return columns;
    }

    int size() {
      return probabilities.size();
    }

    void add(IntColumn[] from, int node, float probability, float backoff) {
      for (int i = 0; i < words.length; i++) {
        words[i].add(from[i].get(node));
      }
      probabilities.addFloat(probability);
      backoffs.addFloat(backoff);
    }

    /** Compares the first words of two n-grams, from the last word back. */
    int compare(int node, Level other, int otherNode) {
      int length = Math.min(words.length, other.words.length);
      for (int i = 0; i < length; i++) {
        int mine = words[i].get(node);
        int theirs = other.words[i].get(otherNode);
        if (mine != theirs) {
          return mine < theirs ? -1 : 1;
        }
      }
      return 0;
    }

    boolean isSorted() {
      for (int node = 1; node < size(); node++) {
        if (compare(node - 1, this, node) >= 0) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Makes a builder.
   *
   * @param vocabulary the words; kept
   * @param order the greatest number of words of an n-gram
   */
  public TableBuilder(WordTable vocabulary, int order) {
    this.vocabulary = vocabulary;
    this.order = order;
    levels = new Level[order];
    for (int level = 0; level < order; level++) {
      levels[level] = new Level(level + 1);
    }
  }

  /** How many n-grams of a length there are so far. */
  public int size(int level) {
    return levels[level].size();
  }

  /**
   * Adds an n-gram; those of level 0 must come by ascending id, without gaps.
   *
   * @param level its number of words less one
   * @param path its words, the last first
   * @param probability log10
   * @param backoff log10
   */
  public void add(int level, int[] path, float probability, float backoff) {
    Level to = levels[level];
    for (int i = 0; i <= level; i++) {
      to.words[i].add(path[i]);
    }
    to.probabilities.addFloat(probability);
    to.backoffs.addFloat(backoff);
  }

  /** Makes the table; of n-grams that were added twice the last counts. */
  public NgramTable build() {
    for (int level = 1; level < order; level++) {
      if (!levels[level].isSorted()) {
        levels[level] = sorted(levels[level]);
      }
    }
    for (int level = order - 1; level > 1; level--) {
      levels[level - 1] = withParents(levels[level - 1], levels[level]);
    }
    IntColumn[] words = new IntColumn[order];
    IntColumn[] probabilities = new IntColumn[order];
    IntColumn[] backoffs = new IntColumn[order - 1];
    IntColumn[] starts = new IntColumn[order - 1];
    for (int level = 0; level < order; level++) {
      words[level] = levels[level].words[level];
      probabilities[level] = levels[level].probabilities;
      if (level + 1 < order) {
        backoffs[level] = levels[level].backoffs;
        starts[level] = starts(levels[level], levels[level + 1]);
      }
    }
    return new NgramTable(vocabulary, words, probabilities, backoffs, starts);
  }

  /** Sorts by the words from the last back: by each word in turn, the first word first. */
  private Level sorted(Level level) {
    int size = level.size();
    int[] nodes = new int[size];
    for (int i = 0; i < size; i++) {
      nodes[i] = i;
    }
    int[] next = new int[size];
    for (int column = level.words.length - 1; column >= 0; column--) {
      int[] places = new int[vocabulary.size() + 1];
      for (int i = 0; i < size; i++) {
        places[level.words[column].get(i) + 1]++;
      }
      for (int word = 0; word < vocabulary.size(); word++) {
        places[word + 1] += places[word];
      }
      for (int i = 0; i < size; i++) {
        next[places[level.words[column].get(nodes[i])]++] = nodes[i];
      }
      int[] swap = nodes;
      nodes = next;
      next = swap;
    }
    Level sorted = new Level(level.words.length);
    for (int i = 0; i < size; i++) {
      boolean isLast = i + 1 == size || level.compare(nodes[i], level, nodes[i + 1]) != 0;
      if (isLast) {
        sorted.add(
            level.words,
            nodes[i],
            level.probabilities.getFloat(nodes[i]),
            level.backoffs.getFloat(nodes[i]));
      }
    }
    return sorted;
  }

  /** Adds the n-grams that longer ones end with and that are not there. */
  private static Level withParents(Level level, Level longer) {
    Level merged = null;
    int node = 0;
    for (int child = 0; child < longer.size(); child++) {
      while (node < level.size() && level.compare(node, longer, child) < 0) {
        if (merged != null) {
          copy(level, node, merged);
        }
        node++;
      }
      boolean isThere = node < level.size() && level.compare(node, longer, child) == 0;
      if (!isThere && (merged == null || isNew(merged, longer, child))) {
        if (merged == null) {
          merged = new Level(level.words.length);
          for (int i = 0; i < node; i++) {
            copy(level, i, merged);
          }
        }
        merged.add(longer.words, child, Float.NaN, 0);
      }
    }
    if (merged == null) {
      return level;
    }
    for (; node < level.size(); node++) {
      copy(level, node, merged);
    }
    return merged;
  }

  private static boolean isNew(Level merged, Level longer, int child) {
    return merged.size() == 0 || merged.compare(merged.size() - 1, longer, child) != 0;
  }

  private static void copy(Level from, int node, Level to) {
    to.add(from.words, node, from.probabilities.getFloat(node), from.backoffs.getFloat(node));
  }

  private static IntColumn starts(Level level, Level longer) {
    IntColumn starts = new IntColumn();
    int child = 0;
    for (int node = 0; node < level.size(); node++) {
      starts.add(child);
      while (child < longer.size() && longer.compare(child, level, node) == 0) {
        child++;
      }
    }
    starts.add(child);
    return starts;
  }
}
