package io.github.nlptoolkit.word2vec.train;

/**
 * The binary tree of the hierarchical softmax (Morin and Bengio 2005; Mikolov et al. 2013):
 * frequent words have short codes. As in word2vec.c and gensim, the lighter of two joined nodes
 * gets bit 0 and inner nodes are numbered as they arise. Equal weights come in the order of
 * Python's {@code heapq}, which gensim takes them from. Immutable and thread-safe.
 */
final class HuffmanTree {

  private final boolean[][] codes;
  private final int[][] points;

  /**
   * Builds it.
   *
   * @param counts of the words, in order
   */
  HuffmanTree(long[] counts) {
    int n = counts.length;
    Heap heap = new Heap(counts);
    int[] parents = new int[2 * n];
    boolean[] bits = new boolean[2 * n];
    for (int made = n; made < 2 * n - 1; made++) {
      int lighter = heap.pop();
      int heavier = heap.pop();
      parents[lighter] = made;
      parents[heavier] = made;
      bits[heavier] = true;
      heap.push(made, heap.weights[lighter] + heap.weights[heavier]);
    }
    codes = new boolean[n][];
    points = new int[n][];
    for (int word = 0; word < n; word++) {
      path(word, n, parents, bits);
    }
  }

  private void path(int word, int n, int[] parents, boolean[] bits) {
    int root = 2 * n - 2;
    int depth = 0;
    for (int node = word; node != root; node = parents[node]) {
      depth++;
    }
    boolean[] code = new boolean[depth];
    int[] point = new int[depth];
    int node = word;
    for (int i = depth - 1; i >= 0; i--) {
      code[i] = bits[node];
      node = parents[node];
      point[i] = node - n;
    }
    codes[word] = code;
    points[word] = point;
  }

  /** The code of a word, from the root on; true is 1. */
  boolean[] code(int word) {
    return codes[word];
  }

  /** The inner nodes that the code's bits decide at, from the root on. */
  int[] points(int word) {
    return points[word];
  }

  /** A heap of nodes by weight that orders equal ones as CPython's heapq does. */
  private static final class Heap {
    private final long[] weights;
    private final int[] nodes;
    private int size;

    Heap(long[] counts) {
      size = counts.length;
      weights = java.util.Arrays.copyOf(counts, 2 * size);
      nodes = new int[size];
      for (int i = 0; i < size; i++) {
        nodes[i] = i;
      }
      for (int i = size / 2 - 1; i >= 0; i--) {
        sink(i);
      }
    }

    int pop() {
      int last = nodes[--size];
      if (size == 0) {
        return last;
      }
      int first = nodes[0];
      nodes[0] = last;
      sink(0);
      return first;
    }

    void push(int node, long weight) {
      weights[node] = weight;
      nodes[size++] = node;
      rise(0, size - 1);
    }

    /** Moves a node down to a leaf, past its lighter children, then up to its place. */
    private void sink(int start) {
      int at = start;
      int node = nodes[at];
      for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
        int right = child + 1;
        if (right < size && weights[nodes[child]] >= weights[nodes[right]]) {
          child = right;
        }
        nodes[at] = nodes[child];
        at = child;
      }
      nodes[at] = node;
      rise(start, at);
    }

    private void rise(int start, int from) {
      int at = from;
      int node = nodes[at];
      while (at > start) {
        int parent = (at - 1) / 2;
        if (weights[node] >= weights[nodes[parent]]) {
          break;
        }
        nodes[at] = nodes[parent];
        at = parent;
      }
      nodes[at] = node;
    }
  }
}
