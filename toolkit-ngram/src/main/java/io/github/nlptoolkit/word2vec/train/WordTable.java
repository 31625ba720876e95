package io.github.nlptoolkit.word2vec.train;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Words as UTF-8 bytes with numbers in order of arrival, found by their bytes: the corpus is never
 * decoded. Safe for many readers once no word is added any more.
 */
final class WordTable {

  static final int ABSENT = -1;

  private static final long HASH_START = 0x9E3779B97F4A7C15L;
  private static final long HASH_FACTOR = 0xBF58476D1CE4E5B9L;
  private static final int LONGEST_BLOB = Integer.MAX_VALUE - 16;

  private byte[] blob = new byte[1 << 14];
  private int[] starts = new int[1 << 10];
  private long[] hashes = new long[1 << 10];
  // Number of the word + 1; 0 is a free slot. At most half full.
  private int[] slots = new int[1 << 11];
  private int size;

  /** The hash before the first byte. */
  static long hashStart() {
    return HASH_START;
  }

  /** The hash after one more byte. */
  static long hash(long hash, byte next) {
    return (hash ^ next) * HASH_FACTOR;
  }

  static long hash(byte[] word) {
    long hash = HASH_START;
    for (byte b : word) {
      hash = hash(hash, b);
    }
    return hash;
  }

  int size() {
    return size;
  }

  /** The number of a word, or {@link #ABSENT}. */
  int find(byte[] bytes, int start, int end, long hash) {
    int mask = slots.length - 1;
    for (int slot = slot(hash, mask); ; slot = (slot + 1) & mask) {
      int number = slots[slot] - 1;
      if (number < 0) {
        return ABSENT;
      }
      if (hashes[number] == hash && isAt(number, bytes, start, end)) {
        return number;
      }
    }
  }

  /** The number of a word, which is added if it is new. */
  int findOrAdd(byte[] bytes, int start, int end, long hash) {
    int number = find(bytes, start, end, hash);
    return number == ABSENT ? add(bytes, start, end, hash) : number;
  }

  int findOrAdd(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    return findOrAdd(bytes, 0, bytes.length, hash(bytes));
  }

  int find(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    return find(bytes, 0, bytes.length, hash(bytes));
  }

  String word(int number) {
    return new String(
        blob, starts[number], starts[number + 1] - starts[number], StandardCharsets.UTF_8);
  }

  /** Whether the bytes of a word are well-formed UTF-8. */
  boolean isUtf8(int number) {
    byte[] again = word(number).getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, blob, starts[number], starts[number + 1]);
  }

  /** Adds all words of another table that are wanted; {@code numbers} says where each one went. */
  void addAll(WordTable other, int[] numbers) {
    for (int i = 0; i < other.size; i++) {
      numbers[i] = findOrAdd(other.blob, other.starts[i], other.starts[i + 1], other.hashes[i]);
    }
  }

  private int add(byte[] bytes, int start, int end, long hash) {
    long needed = (long) starts[size] + end - start;
    if (needed > LONGEST_BLOB) {
      throw new IllegalStateException(
          "the corpus has more different words than fit in memory; maxVocabularySize bounds them");
    }
    if (needed > blob.length) {
      blob = Arrays.copyOf(blob, (int) Math.min(LONGEST_BLOB, Math.max(needed, 2L * blob.length)));
    }
    System.arraycopy(bytes, start, blob, starts[size], end - start);
    if (size + 1 == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * hashes.length);
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    hashes[size] = hash;
    starts[size + 1] = (int) needed;
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    insert(size);
    return size++;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < size; number++) {
      insert(number);
    }
  }

  private void insert(int number) {
    int mask = slots.length - 1;
    int slot = slot(hashes[number], mask);
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = number + 1;
  }

  private static int slot(long hash, int mask) {
    // The low bits depend on the last bytes only.
    return (int) (hash >>> 32 ^ hash >>> 13) & mask;
  }

  private boolean isAt(int number, byte[] bytes, int start, int end) {
    return Arrays.equals(blob, starts[number], starts[number + 1], bytes, start, end);
  }
}
