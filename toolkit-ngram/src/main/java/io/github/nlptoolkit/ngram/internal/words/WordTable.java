package io.github.nlptoolkit.ngram.internal.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Words as UTF-8 bytes, numbered from 0 in the order in which they came. An open-addressing table
 * over one array of bytes: no object for a word. Thread-safe once no more words are added.
 */
public final class WordTable {
  /** The id of the unknown word in every table of {@link #withSpecials}. */
  public static final int UNKNOWN = 0;

  /** The id of the start of a sentence in every table of {@link #withSpecials}. */
  public static final int BEGIN = 1;

  /** The id of the end of a sentence in every table of {@link #withSpecials}. */
  public static final int END = 2;

  /** The unknown word. */
  public static final String UNKNOWN_WORD = "<unk>";

  /** The start of a sentence. */
  public static final String BEGIN_WORD = "<s>";

  /** The end of a sentence. */
  public static final String END_WORD = "</s>";

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int MIN_SLOTS = 1 << 10;
  private static final int MAX_WORDS = 1 << 29;

  private byte[] bytes;
  private int[] starts;
  private long[] slots;
  private int size;

  /** Makes an empty table. */
  public WordTable() {
    this(new byte[1 << 13], new int[(MIN_SLOTS >> 1) + 1], new long[MIN_SLOTS], 0);
  }

  private WordTable(byte[] bytes, int[] starts, long[] slots, int size) {
    this.bytes = bytes;
    this.starts = starts;
    this.slots = slots;
    this.size = size;
  }

  /** A table of the three special words. */
  public static WordTable withSpecials() {
    WordTable table = new WordTable();
    table.add(UNKNOWN_WORD);
    table.add(BEGIN_WORD);
    table.add(END_WORD);
    return table;
  }

  /**
   * A table over words that lie one after another.
   *
   * @param bytes all words; kept
   * @param starts where each begins, and where the last ends; kept
   * @return the table; null if two words are equal
   */
  public static @Nullable WordTable of(byte[] bytes, int[] starts) {
    int size = starts.length - 1;
    WordTable table = new WordTable(bytes, starts, new long[slotsFor(size)], 0);
    for (int id = 0; id < size; id++) {
      int from = starts[id];
      int to = starts[id + 1];
      long hash = hash(bytes, from, to);
      int slot = table.slotOf(hash, bytes, from, to);
      if (table.slots[slot] != 0) {
        return null;
      }
      table.slots[slot] = entry(hash, id);
      table.size++;
    }
    return table;
  }

  private static int slotsFor(int words) {
    return Math.max(MIN_SLOTS, Integer.highestOneBit(Math.max(1, words)) << 2);
  }

  /** How many words there are. */
  public int size() {
    return size;
  }

  /** How many bytes all words have. */
  public int byteCount() {
    return starts[size];
  }

  /** The id of a word, which is added if it is new. */
  public int add(String word) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    return add(utf8, 0, utf8.length);
  }

  /** The id of the word {@code text[from, to)}, which is added if it is new. */
  public int add(byte[] text, int from, int to) {
    long hash = hash(text, from, to);
    int slot = slotOf(hash, text, from, to);
    long found = slots[slot];
    if (found != 0) {
      return (int) found - 1;
    }
    append(text, from, to);
    slots[slot] = entry(hash, size - 1);
    if (size > slots.length >> 1) {
      grow();
    }
    return size - 1;
  }

  /** The id of a word; -1 if it is not in the table. */
  public int find(String word) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    return find(utf8, 0, utf8.length);
  }

  /** The id of the word {@code text[from, to)}; -1 if it is not in the table. */
  public int find(byte[] text, int from, int to) {
    return (int) slots[slotOf(hash(text, from, to), text, from, to)] - 1;
  }

  /** A word by its id. */
  public String word(int id) {
    return new String(bytes, starts[id], starts[id + 1] - starts[id], StandardCharsets.UTF_8);
  }

  /** The number of bytes of a word. */
  public int length(int id) {
    return starts[id + 1] - starts[id];
  }

  /** Copies the bytes of a word; returns where they end. */
  public int copy(int id, byte[] to, int at) {
    int from = starts[id];
    int length = starts[id + 1] - from;
    System.arraycopy(bytes, from, to, at, length);
    return at + length;
  }

  /** The id in this table of another table's word, which is added if it is new. */
  public int addFrom(WordTable other, int id) {
    return add(other.bytes, other.starts[id], other.starts[id + 1]);
  }

  /** The id in this table of another table's word; -1 if it is not here. */
  public int findFrom(WordTable other, int id) {
    return find(other.bytes, other.starts[id], other.starts[id + 1]);
  }

  private int slotOf(long hash, byte[] text, int from, int to) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (true) {
      long found = slots[slot];
      if (found == 0) {
        return slot;
      }
      if ((int) (found >>> 32) == (int) (hash >>> 32)) {
        int id = (int) found - 1;
        if (same(starts[id], starts[id + 1], text, from, to)) {
          return slot;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  private boolean same(int start, int end, byte[] text, int from, int to) {
    if (end - start != to - from) {
      return false;
    }
    int mine = start;
    int theirs = from;
    for (; theirs + Long.BYTES <= to; theirs += Long.BYTES) {
      if ((long) LONGS.get(bytes, mine) != (long) LONGS.get(text, theirs)) {
        return false;
      }
      mine += Long.BYTES;
    }
    return tail(bytes, mine, end) == tail(text, theirs, to);
  }

  private static long entry(long hash, int id) {
    return (hash & 0xFFFFFFFF00000000L) | (id + 1);
  }

  private void append(byte[] text, int from, int to) {
    if (size == MAX_WORDS) {
      throw new IllegalArgumentException("a vocabulary has at most " + MAX_WORDS + " words");
    }
    long end = (long) starts[size] + to - from;
    if (end > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("the words of a vocabulary have at most 2 GB in all");
    }
    if (end > bytes.length) {
      long doubled = Math.max(end, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, Integer.MAX_VALUE - 16));
    }
    System.arraycopy(text, from, bytes, starts[size], to - from);
    size++;
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
    }
    starts[size] = (int) end;
  }

  private void grow() {
    long[] old = slots;
    long[] larger = new long[2 * old.length];
    int mask = larger.length - 1;
    for (long found : old) {
      if (found != 0) {
        int id = (int) found - 1;
        int slot = (int) hash(bytes, starts[id], starts[id + 1]) & mask;
        while (larger[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        larger[slot] = found;
      }
    }
    slots = larger;
  }

  /** A hash of all bytes; its upper half is kept beside the id, its lower half chooses the slot. */
  private static long hash(byte[] text, int from, int to) {
    long hash = (to - from) * MULTIPLIER;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(text, at));
    }
    return mix(hash ^ tail(text, at, to));
  }

  /** Fewer than eight bytes as a number, the first one lowest. */
  private static long tail(byte[] text, int from, int to) {
    int length = to - from;
    if (from + Long.BYTES <= text.length) {
      return (long) LONGS.get(text, from) & ((1L << (length * Byte.SIZE)) - 1);
    }
    long tail = 0;
    for (int i = 0; i < length; i++) {
      tail |= (text[from + i] & 0xFFL) << (i * Byte.SIZE);
    }
    return tail;
  }

  private static long mix(long value) {
    long mixed = value * MULTIPLIER;
    mixed ^= mixed >>> 29;
    mixed *= 0xBF58476D1CE4E5B9L;
    return mixed ^ (mixed >>> 32);
  }
}
