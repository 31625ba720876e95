package io.github.nlptoolkit.ngram.internal.table;

import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.util.BitSet;

/** Copies a table without the nodes that nothing needs. */
final class Compaction {
  private final NgramTable from;
  private final int order;
  private final BitSet[] kept;

  Compaction(NgramTable from) {
    this.from = from;
    order = from.order();
    kept = new BitSet[order];
  }

  NgramTable run() {
    for (int level = order - 1; level >= 0; level--) {
      kept[level] = kept(level);
    }
    WordTable vocabulary = new WordTable();
    int[] ids = new int[from.size(0)];
    for (int word = kept[0].nextSetBit(0); word >= 0; word = kept[0].nextSetBit(word + 1)) {
      ids[word] = vocabulary.addFrom(from.vocabulary(), word);
    }
    IntColumn[] words = new IntColumn[order];
    IntColumn[] probabilities = new IntColumn[order];
    IntColumn[] backoffs = new IntColumn[order - 1];
    IntColumn[] starts = new IntColumn[order - 1];
    for (int level = 0; level < order; level++) {
      words[level] = new IntColumn();
      probabilities[level] = new IntColumn();
      BitSet nodes = kept[level];
      for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
        words[level].add(ids[from.word(level, node)]);
        probabilities[level].addFloat(from.probability(level, node));
      }
      if (level + 1 < order) {
        backoffs[level] = new IntColumn();
        starts[level] = new IntColumn();
        copyInner(level, backoffs[level], starts[level]);
      }
    }
    return new NgramTable(vocabulary, words, probabilities, backoffs, starts);
  }

  private BitSet kept(int level) {
    int size = from.size(level);
    BitSet nodes = new BitSet(size);
    for (int node = 0; node < size; node++) {
      boolean isNeeded = !Float.isNaN(from.probability(level, node));
      if (!isNeeded && level + 1 < order) {
        int child = kept[level + 1].nextSetBit(from.childStart(level, node));
        isNeeded = child >= 0 && child < from.childStart(level, node + 1);
      }
      if (isNeeded || (level == 0 && node <= WordTable.END)) {
        nodes.set(node);
      }
    }
    return nodes;
  }

  private void copyInner(int level, IntColumn backoffs, IntColumn starts) {
    BitSet nodes = kept[level];
    BitSet children = kept[level + 1];
    int next = 0;
    int child = children.nextSetBit(0);
    for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
      backoffs.addFloat(from.backoff(level, node));
      starts.add(next);
      int end = from.childStart(level, node + 1);
      while (child >= 0 && child < end) {
        next++;
        child = children.nextSetBit(child + 1);
      }
    }
    starts.add(next);
  }
}
