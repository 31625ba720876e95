package io.github.nlptoolkit.ngram.internal.binary;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The first kilobyte of a binary model: magic, version, layout, order, counts, and where each
 * section lies with its checksum. Little-endian.
 */
final class BinaryHeader {
  static final int BYTES = 1024;
  static final int VERSION = 2;
  static final int MAX_ORDER = 8;

  static final int WORD_STARTS = 0;
  static final int WORD_BYTES = 1;

  /** The section of the unigrams; those of the longer n-grams follow. */
  static final int LEVELS = 2;

  /** The section with the values that quantised unigrams stand for; the others follow. */
  static final int CODEBOOKS = LEVELS + MAX_ORDER;

  private static final int SECTIONS = CODEBOOKS + MAX_ORDER;
  private static final int ALIGNMENT = 64;
  private static final byte[] MAGIC = "NLPngram".getBytes(StandardCharsets.US_ASCII);

  private static final int AT_VERSION = 8;
  private static final int AT_LAYOUT = 12;
  private static final int AT_ORDER = 16;
  private static final int AT_BITS = 20;
  private static final int AT_LENGTH = 24;
  private static final int AT_COUNTS = 32;
  private static final int AT_NODES = AT_COUNTS + MAX_ORDER * Long.BYTES;
  private static final int AT_SECTIONS = AT_NODES + MAX_ORDER * Long.BYTES;
  private static final int SECTION_BYTES = 24;
  private static final int AT_CHECKSUM = BYTES - Integer.BYTES;

  final int layout;
  final int order;
  final int probabilityBits;
  final int backoffBits;
  final long[] counts = new long[MAX_ORDER];
  final long[] nodes = new long[MAX_ORDER];
  private final long[] offsets = new long[SECTIONS];
  private final long[] lengths = new long[SECTIONS];
  private final int[] checksums = new int[SECTIONS];
  private long fileLength = BYTES;

  BinaryHeader(int layout, int order, int probabilityBits, int backoffBits) {
    this.layout = layout;
    this.order = order;
    this.probabilityBits = probabilityBits;
    this.backoffBits = backoffBits;
  }

  /** Plans a section. */
  void place(int section, long length) {
    fileLength = (fileLength + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    offsets[section] = fileLength;
    lengths[section] = length;
    fileLength += length;
  }

  long fileLength() {
    return fileLength;
  }

  long length(int section) {
    return lengths[section];
  }

  long offset(int section) {
    return offsets[section];
  }

  MappedBytes map(FileChannel channel, FileChannel.MapMode mode, int section) throws IOException {
    return MappedBytes.map(channel, mode, offsets[section], lengths[section]);
  }

  /** Writes the header, with the checksums of all sections, over a file that has them. */
  void write(FileChannel channel) throws IOException {
    for (int section = 0; section < SECTIONS; section++) {
      checksums[section] = map(channel, FileChannel.MapMode.READ_ONLY, section).checksum();
    }
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putInt(VERSION).putInt(layout).putInt(order);
    bytes.putInt(probabilityBits | backoffBits << 8).putLong(fileLength);
    for (long count : counts) {
      bytes.putLong(count);
    }
    for (long count : nodes) {
      bytes.putLong(count);
    }
    for (int section = 0; section < SECTIONS; section++) {
      bytes.putLong(offsets[section]).putLong(lengths[section]).putInt(checksums[section]);
      bytes.putInt(0);
    }
    bytes.putInt(AT_CHECKSUM, checksum(bytes));
    bytes.position(0);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  private static int checksum(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.duplicate().limit(AT_CHECKSUM).position(0));
    return (int) crc.getValue();
  }

  /** Whether a file begins as binary models do. */
  static boolean isBinary(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Reads and checks a header; all sections lie within the file then. */
  static BinaryHeader read(Path file, FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // Until it is full or the file ends.
    }
    byte[] magic = new byte[MAGIC.length];
    bytes.duplicate().position(0).get(magic);
    if (!isBinary(magic)) {
      throw new ModelFormatException(file, "", "a binary n-gram model", "another kind of file");
    }
    if (bytes.hasRemaining()) {
      throw new ModelFormatException(file, "header", BYTES + " bytes", bytes.position() + " bytes");
    }
    int version = bytes.getInt(AT_VERSION);
    if (version != VERSION) {
      throw new ModelFormatException(
          file, "version", Integer.toString(VERSION), Integer.toString(version));
    }
    if (bytes.getInt(AT_CHECKSUM) != checksum(bytes)) {
      throw new ModelFormatException(file, "header", "its checksum", "another: it is damaged");
    }
    int bits = bytes.getInt(AT_BITS);
    BinaryHeader header =
        new BinaryHeader(
            bytes.getInt(AT_LAYOUT), bytes.getInt(AT_ORDER), bits & 0xFF, bits >>> 8 & 0xFF);
    header.fileLength = bytes.getLong(AT_LENGTH);
    for (int i = 0; i < MAX_ORDER; i++) {
      header.counts[i] = bytes.getLong(AT_COUNTS + i * Long.BYTES);
      header.nodes[i] = bytes.getLong(AT_NODES + i * Long.BYTES);
    }
    for (int i = 0; i < SECTIONS; i++) {
      int at = AT_SECTIONS + i * SECTION_BYTES;
      header.offsets[i] = bytes.getLong(at);
      header.lengths[i] = bytes.getLong(at + Long.BYTES);
      header.checksums[i] = bytes.getInt(at + 2 * Long.BYTES);
    }
    header.check(file, channel.size());
    return header;
  }

  private void check(Path file, long actualLength) throws ModelFormatException {
    if (fileLength != actualLength) {
      throw new ModelFormatException(
          file, "length", fileLength + " bytes", actualLength + " bytes");
    }
    if (order < 1 || order > MAX_ORDER) {
      throw new ModelFormatException(file, "order", "1 to " + MAX_ORDER, "" + order);
    }
    for (int i = 0; i < MAX_ORDER; i++) {
      boolean isSound =
          nodes[i] >= 0
              && nodes[i] < Integer.MAX_VALUE
              && counts[i] >= 0
              && counts[i] <= nodes[i]
              && (i < order || nodes[i] == 0);
      if (!isSound) {
        throw new ModelFormatException(
            file,
            "counts",
            "a sound number of " + (i + 1) + "-grams",
            counts[i] + " of " + nodes[i]);
      }
    }
    for (int i = 0; i < SECTIONS; i++) {
      boolean isInside =
          lengths[i] >= 0
              && (lengths[i] == 0 || offsets[i] >= BYTES)
              && offsets[i] >= 0
              && lengths[i] <= fileLength - offsets[i];
      if (!isInside) {
        throw new ModelFormatException(
            file, "section " + i, "a place in the file", lengths[i] + " bytes at " + offsets[i]);
      }
    }
  }

  /** Checks that a section has the length that the counts demand. */
  void requireLength(Path file, int section, long length) throws ModelFormatException {
    if (lengths[section] != length) {
      throw new ModelFormatException(
          file, "section " + section, length + " bytes", lengths[section] + " bytes");
    }
  }

  /** Checks sections against their checksums. */
  void verify(Path file, FileChannel channel, int fromSection, int toSection) throws IOException {
    for (int section = fromSection; section < toSection; section++) {
      MappedBytes bytes = map(channel, FileChannel.MapMode.READ_ONLY, section);
      if (bytes.checksum() != checksums[section]) {
        throw new ModelFormatException(
            file, "section " + section, "its checksum", "another: it is damaged");
      }
    }
  }

  /** Checks all sections against their checksums. */
  void verify(Path file, FileChannel channel) throws IOException {
    verify(file, channel, 0, SECTIONS);
  }
}
