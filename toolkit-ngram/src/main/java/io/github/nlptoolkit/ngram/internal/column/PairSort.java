package io.github.nlptoolkit.ngram.internal.column;

import java.util.Arrays;

/** Sorts ints by unsigned keys beside them. Reuses its scratch space. Not thread-safe. */
public final class PairSort {
  private static final int SMALL = 40;
  private static final int RADIX = 256;

  private long[] otherKeys = new long[0];
  private int[] otherValues = new int[0];
  private final int[] histogram = new int[RADIX * Long.BYTES];

  /** Makes a sorter. */
  public PairSort() {}

  /** Sorts the first {@code count} keys, ascending, and their values with them; stable. */
  public void sort(long[] keys, int[] values, int count) {
    if (count < SMALL) {
      insertion(keys, values, count);
      return;
    }
    if (otherKeys.length < count) {
      otherKeys = new long[count];
      otherValues = new int[count];
    }
    fillHistogram(keys, count);
    long[] fromKeys = keys;
    int[] fromValues = values;
    long[] toKeys = otherKeys;
    int[] toValues = otherValues;
    for (int digit = 0; digit < Long.BYTES; digit++) {
      int base = digit * RADIX;
      int shift = digit * Byte.SIZE;
      if (histogram[base + (int) (fromKeys[0] >>> shift & 0xFF)] == count) {
        continue;
      }
      sumUp(base);
      for (int i = 0; i < count; i++) {
        int to = histogram[base + (int) (fromKeys[i] >>> shift & 0xFF)]++;
        toKeys[to] = fromKeys[i];
        toValues[to] = fromValues[i];
      }
      long[] keysBefore = fromKeys;
      int[] valuesBefore = fromValues;
      fromKeys = toKeys;
      fromValues = toValues;
      toKeys = keysBefore;
      toValues = valuesBefore;
    }
    if (fromKeys != keys) {
      System.arraycopy(fromKeys, 0, keys, 0, count);
      System.arraycopy(fromValues, 0, values, 0, count);
    }
  }

  private void fillHistogram(long[] keys, int count) {
    Arrays.fill(histogram, 0);
    for (int i = 0; i < count; i++) {
      long key = keys[i];
      for (int digit = 0; digit < Long.BYTES; digit++) {
        histogram[digit * RADIX + (int) (key & 0xFF)]++;
        key >>>= Byte.SIZE;
      }
    }
  }

  private void sumUp(int base) {
    int sum = 0;
    for (int i = base; i < base + RADIX; i++) {
      int n = histogram[i];
      histogram[i] = sum;
      sum += n;
    }
  }

  private static void insertion(long[] keys, int[] values, int count) {
    for (int i = 1; i < count; i++) {
      long key = keys[i];
      int value = values[i];
      int at = i;
      while (at > 0 && Long.compareUnsigned(keys[at - 1], key) > 0) {
        keys[at] = keys[at - 1];
        values[at] = values[at - 1];
        at--;
      }
      keys[at] = key;
      values[at] = value;
    }
  }
}
