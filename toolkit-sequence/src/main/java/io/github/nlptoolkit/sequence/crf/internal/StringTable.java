package io.github.nlptoolkit.sequence.crf.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Strings numbered in the order of their first coming, kept as UTF-8 in one array: some 20 bytes
 * beside the text for each. Not thread-safe; looking up without adding is safe in many threads.
 */
public final class StringTable {

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private byte[] pool = new byte[1 << 12];
  private ByteBuffer view = ByteBuffer.wrap(pool);
  private int[] offsets = new int[1 << 6];
  private int[] hashes = new int[1 << 6];
  private int[] slots = new int[1 << 7];
  private int size;

  /** Makes an empty table. */
  public StringTable() {
    Arrays.fill(slots, -1);
  }

  /**
   * The number of strings.
   *
   * @return at least 0
   */
  public int size() {
    return size;
  }

  /**
   * The number of a string, which is added if it is not there.
   *
   * @param text any string
   * @return its number
   * @throws IllegalArgumentException if all strings together are too long for one array
   */
  public int add(String text) {
    int hash = Utf8.hash(text);
    int slot = slot(text, hash);
    if (slots[slot] >= 0) {
      return slots[slot];
    }
    if (size * 3L >= slots.length * 2L) {
      grow();
      slot = slot(text, hash);
    }
    append(text, hash);
    slots[slot] = size;
    return size++;
  }

  /**
   * The number of a string.
   *
   * @param text any string
   * @return its number, or -1 if it is not there
   */
  public int find(String text) {
    return slots[slot(text, Utf8.hash(text))];
  }

  /**
   * A string by its number.
   *
   * @param id in [0, size)
   * @return the string
   */
  public String get(int id) {
    return Utf8.decode(view, offsets[id], offsets[id + 1]);
  }

  private int slot(String text, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (true) {
      int id = slots[slot];
      if (id < 0 || (hashes[id] == hash && Utf8.equal(view, offsets[id], offsets[id + 1], text))) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private void append(String text, int hash) {
    int at = offsets[size];
    long needed = at + Utf8.maxBytes(text);
    if (needed > MAX_ARRAY) {
      throw new IllegalArgumentException("the names must take at most 2 GiB in all");
    }
    if (needed > pool.length) {
      pool = Arrays.copyOf(pool, (int) Math.min(MAX_ARRAY, Math.max(needed, pool.length * 3L / 2)));
      view = ByteBuffer.wrap(pool);
    }
    if (size + 1 >= offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length + offsets.length / 2);
      hashes = Arrays.copyOf(hashes, offsets.length);
    }
    offsets[size + 1] = Utf8.encode(text, pool, at);
    hashes[size] = hash;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    Arrays.fill(slots, -1);
    int mask = slots.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = hashes[id] & mask;
      while (slots[slot] >= 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id;
    }
  }
}
