package io.github.nlptoolkit.ngram.internal.binary;

import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import java.util.BitSet;

/**
 * Which n-grams are the context of a longer one. A context that is none, and whose weight is 1,
 * need not be remembered: its weight is stored as -0.0 (Heafield, "KenLM: faster and smaller
 * language model queries", WMT 2011, section 4.1, https://aclanthology.org/W11-2123).
 */
final class Flags {
  static final int NO_CONTEXT = Float.floatToRawIntBits(-0.0f);

  private final NgramTable table;
  private final BitSet[] contexts;

  Flags(NgramTable table) {
    this.table = table;
    int order = table.order();
    contexts = new BitSet[order];
    IntColumn above = new IntColumn();
    for (int level = 1; level < order; level++) {
      BitSet found = new BitSet(table.size(level - 1));
      above = table.contexts(level, above);
      for (int node = 0; node < above.size(); node++) {
        if (above.get(node) >= 0) {
          found.set(above.get(node));
        }
      }
      contexts[level - 1] = found;
    }
  }

  /** The bits of the weight of a node, as they are stored. */
  int backoffBits(int level, int node) {
    float backoff = table.backoff(level, node);
    if (backoff != 0) {
      return Float.floatToRawIntBits(backoff);
    }
    return contexts[level].get(node) ? 0 : NO_CONTEXT;
  }

  boolean hasChildren(int level, int node) {
    return level + 1 < table.order()
        && table.childStart(level, node) < table.childStart(level, node + 1);
  }
}
