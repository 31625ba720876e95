package io.github.nlptoolkit.ngram.internal.column;

import java.util.Arrays;

/**
 * A long list of ints in pieces of 256 KiB: it grows without being copied, and its pieces are small
 * enough for every garbage collector. Not thread-safe while it grows; different places may be set
 * by different threads.
 */
public final class IntColumn {
  private static final int SHIFT = 16;
  private static final int PIECE = 1 << SHIFT;
  private static final int MASK = PIECE - 1;

  private int[][] pieces;
  private int size;

  /** Makes an empty column. */
  public IntColumn() {
    this(0);
  }

  /**
   * Makes a column of zeros.
   *
   * @param size how many
   */
  public IntColumn(int size) {
    this.size = size;
    int count = size == 0 ? 0 : ((size - 1) >>> SHIFT) + 1;
    pieces = new int[Math.max(1, count)][];
    for (int i = 0; i < pieces.length; i++) {
      // The last piece of a column that will not grow is no longer than it must be.
      pieces[i] = new int[i < count - 1 ? PIECE : Math.max(1, size - (i << SHIFT))];
    }
  }

  /** How many values there are. */
  public int size() {
    return size;
  }

  /** The value at a place. */
  public int get(int index) {
    return pieces[index >>> SHIFT][index & MASK];
  }

  /** The value at a place, as the bits of a float. */
  public float getFloat(int index) {
    return Float.intBitsToFloat(get(index));
  }

  /** Sets the value at a place. */
  public void set(int index, int value) {
    pieces[index >>> SHIFT][index & MASK] = value;
  }

  /** Sets the value at a place to the bits of a float. */
  public void setFloat(int index, float value) {
    set(index, Float.floatToRawIntBits(value));
  }

  /** Adds a value at the end. */
  public void add(int value) {
    int piece = size >>> SHIFT;
    int at = size & MASK;
    reserve(piece, at + 1);
    pieces[piece][at] = value;
    size = Math.addExact(size, 1);
  }

  /** Adds the bits of a float at the end. */
  public void addFloat(float value) {
    add(Float.floatToRawIntBits(value));
  }

  /** Adds the first {@code count} of some values, each greater by {@code plus}. */
  public void addAll(int[] values, int count, int plus) {
    int from = 0;
    while (from < count) {
      int piece = size >>> SHIFT;
      int at = size & MASK;
      int n = Math.min(count - from, PIECE - at);
      reserve(piece, at + n);
      int[] target = pieces[piece];
      if (plus == 0) {
        System.arraycopy(values, from, target, at, n);
      } else {
        for (int i = 0; i < n; i++) {
          target[at + i] = values[from + i] + plus;
        }
      }
      size = Math.addExact(size, n);
      from += n;
    }
  }

  /**
   * The first place in {@code [from, to)} whose value is at least {@code value}; {@code to} if
   * there is none. The values there must ascend; it is fast where that place is near {@code from}.
   */
  public int lowerBound(int from, int to, int value) {
    int low = from;
    int step = 1;
    int high = from;
    while (high < to && get(high) < value) {
      low = high + 1;
      high = step > to - high ? to : high + step;
      step <<= 1;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (get(middle) < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The last place in {@code [0, size)} whose value is at most {@code value}. The values must
   * ascend and the first be at most {@code value}.
   */
  public int lastAtMost(int value) {
    int low = 0;
    int high = size;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (get(middle) <= value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void reserve(int piece, int length) {
    if (piece == pieces.length) {
      pieces = Arrays.copyOf(pieces, 2 * piece);
    }
    int[] old = pieces[piece];
    if (old == null) {
      pieces[piece] = new int[piece == 0 ? Math.max(length, 1 << 10) : PIECE];
    } else if (old.length < length) {
      pieces[piece] = Arrays.copyOf(old, Math.min(PIECE, Math.max(length, 4 * old.length)));
    }
  }
}
