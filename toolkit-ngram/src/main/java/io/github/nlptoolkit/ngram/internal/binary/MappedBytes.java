package io.github.nlptoolkit.ngram.internal.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * A part of a file in memory, of any length, little-endian. Its pieces overlap, so that a long can
 * be read at every place. Thread-safe for reading.
 */
final class MappedBytes {
  private static final int SHIFT = 30;
  private static final int PIECE = 1 << SHIFT;
  private static final int MASK = PIECE - 1;
  private static final int OVERLAP = Long.BYTES;

  private final ByteBuffer[] pieces;

  /** The first piece, which is the only one of most files. */
  private final ByteBuffer first;

  private final long length;

  private MappedBytes(ByteBuffer[] pieces, long length) {
    this.pieces = pieces;
    first = pieces[0];
    this.length = length;
  }

  /** Maps a part of a file, which must be that long. */
  static MappedBytes map(FileChannel channel, FileChannel.MapMode mode, long offset, long length)
      throws IOException {
    int count = (int) (length >>> SHIFT) + 1;
    ByteBuffer[] pieces = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      long from = (long) i << SHIFT;
      long size = Math.min(PIECE + OVERLAP, length - from);
      pieces[i] = channel.map(mode, offset + from, size).order(ByteOrder.LITTLE_ENDIAN);
    }
    return new MappedBytes(pieces, length);
  }

  long length() {
    return length;
  }

  long getLong(long offset) {
    return offset < PIECE
        ? first.getLong((int) offset)
        : farPiece(offset).getLong((int) offset & MASK);
  }

  int getInt(long offset) {
    return offset < PIECE
        ? first.getInt((int) offset)
        : farPiece(offset).getInt((int) offset & MASK);
  }

  private ByteBuffer farPiece(long offset) {
    return pieces[(int) (offset >>> SHIFT)];
  }

  float getFloat(long offset) {
    return Float.intBitsToFloat(getInt(offset));
  }

  void putLong(long offset, long value) {
    pieces[(int) (offset >>> SHIFT)].putLong((int) offset & MASK, value);
  }

  void putInt(long offset, int value) {
    pieces[(int) (offset >>> SHIFT)].putInt((int) offset & MASK, value);
  }

  void putFloat(long offset, float value) {
    putInt(offset, Float.floatToRawIntBits(value));
  }

  /** Up to 57 bits from a place that is counted in bits; the last 8 bytes are never asked for. */
  long getBits(long bit, int width) {
    return getLong(bit >>> 3) >>> (bit & 7) & ((1L << width) - 1);
  }

  /** Sets up to 57 bits that were 0. */
  void orBits(long bit, long value) {
    long offset = bit >>> 3;
    putLong(offset, getLong(offset) | value << (bit & 7));
  }

  void get(long offset, byte[] to) {
    for (int at = 0; at < to.length; ) {
      ByteBuffer piece = pieces[(int) ((offset + at) >>> SHIFT)];
      int from = (int) (offset + at) & MASK;
      int n = Math.min(to.length - at, PIECE - from);
      piece.get(from, to, at, n);
      at += n;
    }
  }

  void put(long offset, byte[] from) {
    for (int at = 0; at < from.length; ) {
      ByteBuffer piece = pieces[(int) ((offset + at) >>> SHIFT)];
      int to = (int) (offset + at) & MASK;
      int n = Math.min(from.length - at, PIECE - to);
      piece.put(to, from, at, n);
      at += n;
    }
  }

  /** The CRC-32C of all. */
  int checksum() {
    CRC32C crc = new CRC32C();
    for (int i = 0; i < pieces.length; i++) {
      ByteBuffer piece = pieces[i].duplicate();
      piece.limit((int) Math.min(PIECE, length - ((long) i << SHIFT)));
      crc.update(piece);
    }
    return (int) crc.getValue();
  }
}
