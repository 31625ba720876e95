package io.github.nlptoolkit.word2vec;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a file of vectors are. All numbers are little-endian. A header of 128 bytes
 * (magic, version, dimension, count, minN, maxN and buckets of subwords or zeros, length of all
 * words, number of slots, length of the file, CRC-32 of these), then, each from a multiple of 64
 * on: the vectors as floats, words first, then buckets; the words' norms as floats; their
 * frequencies as longs; their starts, count + 1 longs; the words in UTF-8, one after another; the
 * slots of the hash table, ints: row + 1, or 0 for a free one.
 *
 * @param dimension of a vector
 * @param count of words
 * @param subwords their n-grams, or null
 * @param wordsLength of all words in bytes
 * @param slotCount a power of two, at least twice the words
 */
record MappedLayout(
    int dimension, int count, @Nullable Subwords subwords, long wordsLength, long slotCount) {

  static final int HEADER = 128;

  private static final long MAGIC = 0x3156_4356_504C_4EFFL;
  private static final int VERSION = 1;
  private static final int ALIGNMENT = 64;
  private static final int CHECKED = 64;
  private static final int LARGEST_DIMENSION = 1 << 20;
  private static final int LARGEST_COUNT = 1 << 27;

  private static final long HASH_START = 0xCBF29CE484222325L;
  private static final long HASH_PRIME = 0x100000001B3L;

  int rows() {
    return subwords == null ? count : count + subwords.buckets();
  }

  long vectorsAt() {
    return HEADER;
  }

  long normsAt() {
    return aligned(vectorsAt() + (long) rows() * dimension * Float.BYTES);
  }

  long frequenciesAt() {
    return aligned(normsAt() + (long) count * Float.BYTES);
  }

  long wordStartsAt() {
    return aligned(frequenciesAt() + (long) count * Long.BYTES);
  }

  long wordsAt() {
    return aligned(wordStartsAt() + (count + 1L) * Long.BYTES);
  }

  long slotsAt() {
    return aligned(wordsAt() + wordsLength);
  }

  long fileLength() {
    return slotsAt() + slotCount * Integer.BYTES;
  }

  private static long aligned(long place) {
    return (place + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** How many slots so many words need. */
  static long slotsFor(int count) {
    return Long.highestOneBit(Math.max(1, 2L * count - 1)) * 2;
  }

  /** Where a word is looked for first: FNV-1a, folded. */
  static int slot(byte[] word, int mask) {
    long hash = HASH_START;
    for (byte b : word) {
      hash = (hash ^ (b & 0xFF)) * HASH_PRIME;
    }
    return (int) (hash ^ hash >>> 29) & mask;
  }

  /** Refuses what the format has no room for. */
  void check() {
    if (count > LARGEST_COUNT || rows() < 0 || dimension > LARGEST_DIMENSION) {
      throw new IllegalArgumentException(
          "a file holds up to "
              + LARGEST_COUNT
              + " words of up to "
              + LARGEST_DIMENSION
              + " dimensions, got "
              + count
              + " of "
              + dimension);
    }
    if (wordsLength > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a file holds up to 2 GiB of words, got " + wordsLength);
    }
  }

  byte[] header() {
    byte[] bytes = new byte[HEADER];
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC).putInt(VERSION).putInt(dimension).putInt(count);
    header.putInt(subwords == null ? 0 : subwords.minN());
    header.putInt(subwords == null ? 0 : subwords.maxN());
    header.putInt(subwords == null ? 0 : subwords.buckets());
    header.putLong(wordsLength).putLong(slotCount).putLong(fileLength());
    header.putLong(CHECKED, crc(header));
    return bytes;
  }

  private static long crc(ByteBuffer header) {
    CRC32 crc = new CRC32();
    crc.update(header.duplicate().position(0).limit(CHECKED));
    return crc.getValue();
  }

  static MappedLayout read(Path file, FileChannel channel) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    while (header.hasRemaining() && channel.read(header, header.position()) >= 0) {
      // Reads on until the header is full or the file ends.
    }
    if (header.hasRemaining() || header.getLong(0) != MAGIC) {
      throw new ModelFormatException(
          file, "", "a file of vectors that WordVectors.save wrote", found(header));
    }
    int version = header.getInt(8);
    if (version != VERSION) {
      throw new ModelFormatException(file, "version", String.valueOf(VERSION), "" + version);
    }
    if (header.getLong(CHECKED) != crc(header)) {
      throw new ModelFormatException(file, "header", "its checksum", "another one");
    }
    int minN = header.getInt(20);
    int buckets = header.getInt(28);
    MappedLayout layout;
    try {
      Subwords subwords = minN == 0 ? null : new Subwords(minN, header.getInt(24), buckets);
      layout =
          new MappedLayout(
              header.getInt(12),
              header.getInt(16),
              subwords,
              header.getLong(32),
              header.getLong(40));
      layout.checkRead();
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file, "header", "numbers in range", e.getMessage() + "", e);
    }
    if (header.getLong(48) != layout.fileLength() || channel.size() != layout.fileLength()) {
      throw new ModelFormatException(
          file, "", "a file of " + layout.fileLength() + " bytes", channel.size() + " bytes");
    }
    return layout;
  }

  private void checkRead() {
    check();
    if (dimension < 1 || count < 0 || wordsLength < 0 || slotCount != slotsFor(count)) {
      throw new IllegalArgumentException(
          "dimension " + dimension + ", " + count + " words, " + slotCount + " slots");
    }
  }

  private static String found(ByteBuffer header) {
    byte[] start = new byte[Long.BYTES];
    header.get(0, start);
    return "a file that starts with \""
        + new String(start, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?")
        + "\"";
  }
}
