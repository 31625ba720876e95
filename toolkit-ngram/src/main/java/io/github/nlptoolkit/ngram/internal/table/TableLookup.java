package io.github.nlptoolkit.ngram.internal.table;

import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.util.Arrays;

/** Asks a table in memory, by binary search. Immutable and thread-safe. */
public final class TableLookup implements Lookup {
  private final NgramTable table;
  private final int order;
  private final long[] counts;

  /** Wraps a table. */
  public TableLookup(NgramTable table) {
    this.table = table;
    order = table.order();
    counts = Arrays.stream(table.counts()).asLongStream().toArray();
  }

  @Override
  public int order() {
    return order;
  }

  @Override
  public WordTable vocabulary() {
    return table.vocabulary();
  }

  @Override
  public long[] counts() {
    return counts.clone();
  }

  @Override
  public float beginBackoff() {
    return table.backoff(0, WordTable.BEGIN);
  }

  @Override
  public NgramTable table() {
    return table;
  }

  @Override
  public float score(State in, int word, State out) {
    float probability = table.probability(0, word);
    int matched = 1;
    int length = 0;
    if (order > 1) {
      out.words[0] = word;
      out.backoffs[0] = table.backoff(0, word);
      length = 1;
    }
    int node = word;
    for (int level = 1; level <= in.length; level++) {
      int before = in.words[level - 1];
      node = table.child(level - 1, node, before);
      if (node < 0) {
        break;
      }
      float found = table.probability(level, node);
      if (!Float.isNaN(found)) {
        probability = found;
        matched = level + 1;
      }
      if (level + 1 < order) {
        out.words[level] = before;
        out.backoffs[level] = table.backoff(level, node);
        length = level + 1;
      }
    }
    for (int context = matched - 1; context < in.length; context++) {
      probability += in.backoffs[context];
    }
    out.length = length;
    out.matched = matched;
    return probability;
  }
}
