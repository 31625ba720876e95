package io.github.nlptoolkit.word2vec.train;

/**
 * The binary tree of the hierarchical softmax (Morin and Bengio 2005; Mikolov et al. 2013): frequent
 * words have short codes. As in word2vec.c and gensim, the lighter of two joined nodes gets bit 0,
 * inner nodes are numbered as they arise, and of equal weights the one that was last in line comes
 * first. Immutable and thread-safe.
 */
final class HuffmanTree {

  private final boolean[][] codes;
  private final int[][] points;

  /**
   * Builds it.
   *
   * @param counts in any order
   */
  HuffmanTree(long[] counts) {
    int n = counts.length;
    int[] order = byFallingCount(counts);
    long[] weights = new long[2 * n];
    for (int i = 0; i < n; i++) {
      weights[i] = counts[order[i]];
    }
    int[] parents = new int[2 * n];
    boolean[] bits = new boolean[2 * n];
    // Leaves are taken from their light end, inner nodes in the order they arise: both rise.
    int leaf = n - 1;
    int inner = n;
    for (int made = n; made < 2 * n - 1; made++) {
      int[] lightest = new int[2];
      for (int k = 0; k < 2; k++) {
        boolean takesLeaf = leaf >= 0 && (inner == made || weights[leaf] < weights[inner]);
        lightest[k] = takesLeaf ? leaf-- : inner++;
        parents[lightest[k]] = made;
      }
      weights[made] = weights[lightest[0]] + weights[lightest[1]];
      bits[lightest[1]] = true;
    }
    codes = new boolean[n][];
    points = new int[n][];
    for (int i = 0; i < n; i++) {
      path(i, order[i], n, parents, bits);
    }
  }

  private void path(int leaf, int word, int n, int[] parents, boolean[] bits) {
    int root = 2 * n - 2;
    int depth = 0;
    for (int node = leaf; node != root; node = parents[node]) {
      depth++;
    }
    boolean[] code = new boolean[depth];
    int[] point = new int[depth];
    int node = leaf;
    for (int i = depth - 1; i >= 0; i--) {
      code[i] = bits[node];
      node = parents[node];
      point[i] = node - n;
    }
    codes[word] = code;
    points[word] = point;
  }

  private static int[] byFallingCount(long[] counts) {
    Integer[] boxed = new Integer[counts.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = i;
    }
    java.util.Arrays.sort(boxed, (a, b) -> Long.compare(counts[b], counts[a]));
    int[] order = new int[boxed.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = boxed[i];
    }
    return order;
  }

  /** The code of a word, from the root on; true is 1. */
  boolean[] code(int word) {
    return codes[word];
  }

  /** The inner nodes that the code's bits decide at, from the root on. */
  int[] points(int word) {
    return points[word];
  }
}
