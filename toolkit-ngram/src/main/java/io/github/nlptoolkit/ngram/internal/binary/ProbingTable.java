package io.github.nlptoolkit.ngram.internal.binary;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;

/**
 * A hash table in a file: buckets of four slots, filled in turn; what finds its bucket full goes to
 * the next one with a free slot. A bucket is four keys, then four values of 64 bits, which is a
 * line of the cache, or of 32 bits. Keys are positive, 0 is a free slot. The sign of the last key
 * says that some key went past the bucket. Thread-safe for reading.
 */
final class ProbingTable {
  /** How many slots a bucket has. */
  static final int BUCKET = 4;

  private static final double FILLING = 1 / 1.45;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int LAST = BUCKET - 1;

  /** Buckets are mapped in pieces of less than 2 GB. */
  private static final int PIECE_SHIFT = 24;

  private static final int PIECE = 1 << PIECE_SHIFT;

  private final LongBuffer[] pieces;

  /** The first piece, which is the only one of most files. */
  private final LongBuffer first;

  private final int buckets;
  private final boolean isWide;

  /** How many longs a bucket has. */
  private final int stride;

  private ProbingTable(LongBuffer[] pieces, int buckets, boolean isWide) {
    this.pieces = pieces;
    first = pieces[0];
    this.buckets = buckets;
    this.isWide = isWide;
    stride = stride(isWide);
  }

  private static int stride(boolean isWide) {
    return BUCKET + (isWide ? BUCKET : BUCKET / 2);
  }

  private static long buckets(long keys) {
    return (long) (keys / (BUCKET * FILLING)) + 1;
  }

  /** How many slots a table of so many keys has. */
  static long slots(long keys) {
    return buckets(keys) * BUCKET;
  }

  /** How many bytes a table of so many keys has. */
  static long bytes(long keys, boolean isWide) {
    return buckets(keys) * stride(isWide) * Long.BYTES;
  }

  /**
   * Maps a table, whose {@link #slots} must be fewer than 2^31.
   *
   * @param offset where it begins in the file, a multiple of 8
   * @param keys how many keys it is for
   * @param isWide whether values have 64 bits
   */
  static ProbingTable map(
      FileChannel channel, FileChannel.MapMode mode, long offset, long keys, boolean isWide)
      throws IOException {
    int buckets = (int) buckets(keys);
    long bucketBytes = (long) stride(isWide) * Long.BYTES;
    LongBuffer[] pieces = new LongBuffer[((buckets - 1) >>> PIECE_SHIFT) + 1];
    for (int i = 0; i < pieces.length; i++) {
      int from = i << PIECE_SHIFT;
      long size = Math.min(PIECE, buckets - from) * bucketBytes;
      pieces[i] =
          channel
              .map(mode, offset + from * bucketBytes, size)
              .order(ByteOrder.LITTLE_ENDIAN)
              .asLongBuffer();
    }
    return new ProbingTable(pieces, buckets, isWide);
  }

  /** The hash of a sequence, from that of the sequence without its last number. */
  static long hash(long hash, int next) {
    return (hash ^ hash >>> 32 ^ next) * MULTIPLIER;
  }

  private int bucket(long hash) {
    return (int) (((hash >>> 32) * buckets) >>> 32);
  }

  private LongBuffer piece(int bucket) {
    return bucket < PIECE ? first : pieces[bucket >>> PIECE_SHIFT];
  }

  private int start(int bucket) {
    return (bucket & (PIECE - 1)) * stride;
  }

  /** How many slots there are. */
  int slots() {
    return buckets * BUCKET;
  }

  /** Reads something of the bucket that a hash chooses, so that it is at hand soon. */
  long touch(long hash) {
    int bucket = bucket(hash);
    return piece(bucket).get(start(bucket));
  }

  /**
   * The slot of a key; -1 if it is not there. The keys of a bucket are compared without a branch,
   * since none could be foretold.
   */
  int find(long key, long hash) {
    int bucket = bucket(hash);
    // A damaged table might have no end.
    for (int tried = 0; tried < buckets; tried++) {
      LongBuffer longs = piece(bucket);
      int at = start(bucket);
      long last = longs.get(at + LAST);
      long fromEnd =
          isZero(longs.get(at) ^ key) << 2
              | isZero(longs.get(at + 1) ^ key) * 3
              | isZero(longs.get(at + 2) ^ key) << 1
              | isZero((last & Long.MAX_VALUE) ^ key);
      if (fromEnd != 0) {
        return bucket * BUCKET + BUCKET - (int) fromEnd;
      }
      if (last >= 0) {
        return -1;
      }
      bucket = bucket + 1 == buckets ? 0 : bucket + 1;
    }
    return -1;
  }

  /** 1 for zero, 0 for another number, of those that are not negative. */
  private static long isZero(long difference) {
    return (difference - 1) >>> 63;
  }

  /** The key in a slot; 0 if it is free. */
  long key(int slot) {
    int bucket = slot / BUCKET;
    return piece(bucket).get(start(bucket) + slot % BUCKET) & Long.MAX_VALUE;
  }

  /** The value in a slot of a wide table. */
  long wideValue(int slot) {
    int bucket = slot >>> 2;
    return piece(bucket).get(start(bucket) + BUCKET + (slot & LAST));
  }

  /** The value in a slot of a table that is not wide. */
  int value(int slot) {
    int bucket = slot >>> 2;
    return (int)
        (piece(bucket).get(start(bucket) + BUCKET + ((slot & LAST) >>> 1)) >>> (slot << 5));
  }

  /**
   * Adds a key, of which there must be fewer than the table is for.
   *
   * @param value in a table that is not wide, what the lower 32 bits say
   * @return the slot
   */
  int add(long key, long hash, long value) {
    int bucket = bucket(hash);
    while (true) {
      LongBuffer longs = piece(bucket);
      int at = start(bucket);
      for (int i = 0; i < BUCKET; i++) {
        if (longs.get(at + i) == 0) {
          longs.put(at + i, key);
          put(longs, at + BUCKET, i, value);
          return bucket * BUCKET + i;
        }
      }
      longs.put(at + LAST, longs.get(at + LAST) | Long.MIN_VALUE);
      bucket = bucket + 1 == buckets ? 0 : bucket + 1;
    }
  }

  private void put(LongBuffer longs, int at, int i, long value) {
    if (isWide) {
      longs.put(at + i, value);
    } else {
      int half = at + (i >>> 1);
      longs.put(half, longs.get(half) | (value & 0xFFFFFFFFL) << (i << 5));
    }
  }
}
