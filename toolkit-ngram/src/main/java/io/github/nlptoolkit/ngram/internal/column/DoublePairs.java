package io.github.nlptoolkit.ngram.internal.column;

/**
 * Pairs of doubles, a long list of them that starts as zeros. Different places may be changed by
 * different threads.
 */
public final class DoublePairs {
  private static final int SHIFT = 13;
  private static final int MASK = (1 << SHIFT) - 1;

  private final double[][] pieces;

  /**
   * Makes the list.
   *
   * @param size how many pairs
   */
  public DoublePairs(int size) {
    int count = (size >>> SHIFT) + 1;
    pieces = new double[count][];
    for (int i = 0; i < count; i++) {
      pieces[i] = new double[2 * Math.min(1 << SHIFT, Math.max(1, size - (i << SHIFT)))];
    }
  }

  /** Adds to both of a pair. */
  public void add(int index, double first, double second) {
    double[] piece = pieces[index >>> SHIFT];
    int at = (index & MASK) << 1;
    piece[at] += first;
    piece[at + 1] += second;
  }

  /** The first of a pair. */
  public double first(int index) {
    return pieces[index >>> SHIFT][(index & MASK) << 1];
  }

  /** The second of a pair. */
  public double second(int index) {
    return pieces[index >>> SHIFT][((index & MASK) << 1) + 1];
  }
}
