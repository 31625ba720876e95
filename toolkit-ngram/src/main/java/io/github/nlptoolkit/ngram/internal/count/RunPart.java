package io.github.nlptoolkit.ngram.internal.count;

import java.util.Arrays;

/**
 * N-grams as bytes for a file: how many words they share with the one before, how many they have,
 * the words that differ, the count; numbers take seven bits a byte.
 */
final class RunPart implements GramSink {
  private static final int MAX_GRAM = 5 * 11;

  private byte[] bytes = new byte[1 << 12];
  private int length;

  @Override
  public void add(int shared, int[] path, int depth, int count) {
    if (bytes.length - length < MAX_GRAM) {
      if (length > Integer.MAX_VALUE / 2) {
        throw new IllegalArgumentException("one word has more n-grams than fit in 1 GB");
      }
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    bytes[length++] = (byte) (shared << 4 | depth);
    for (int i = shared; i < depth; i++) {
      number(path[i]);
    }
    number(count);
  }

  private void number(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
