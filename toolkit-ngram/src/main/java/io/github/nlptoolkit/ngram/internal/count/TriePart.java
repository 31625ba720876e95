package io.github.nlptoolkit.ngram.internal.count;

import java.util.Arrays;

/** Some n-grams as a trie from the last word back, to be appended to a {@link CountTrie}. */
final class TriePart implements GramSink {
  final int order;
  final int[][] words;
  final int[][] counts;

  /** By level and node: where its children begin on the next level. */
  final int[][] firsts;

  final int[] sizes;

  TriePart(int order) {
    this.order = order;
    words = new int[order][256];
    counts = new int[order][256];
    firsts = new int[order][256];
    sizes = new int[order];
  }

  @Override
  public void add(int shared, int[] path, int depth, int count) {
    for (int level = 0; level < shared; level++) {
      int last = sizes[level] - 1;
      int sum = counts[level][last] + count;
      if (sum < 0) {
        throw new IllegalArgumentException("an n-gram may occur at most 2^31-1 times");
      }
      counts[level][last] = sum;
    }
    for (int level = shared; level < depth; level++) {
      int at = sizes[level]++;
      if (at == words[level].length) {
        grow(level);
      }
      words[level][at] = path[level];
      counts[level][at] = count;
      firsts[level][at] = level + 1 < order ? sizes[level + 1] : 0;
    }
  }

  private void grow(int level) {
    int length = 2 * words[level].length;
    words[level] = Arrays.copyOf(words[level], length);
    counts[level] = Arrays.copyOf(counts[level], length);
    firsts[level] = Arrays.copyOf(firsts[level], length);
  }

  void clear() {
    Arrays.fill(sizes, 0);
  }
}
