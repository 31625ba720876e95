package io.github.nlptoolkit.ngram.internal.binary;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.ngram.internal.table.Lookup;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Binary models: writes them, opens them, checks them. */
public final class BinaryModel {
  /** Up to this length a file is checked in whole when it is opened. */
  public static final long CHECKED_BYTES = 1L << 26;

  static final int PROBING = 1;
  static final int TRIE = 2;

  private static final int CHUNK = 1 << 20;

  private BinaryModel() {}

  /** Whether a file that begins so is a binary model. */
  public static boolean isBinary(byte[] start) {
    return BinaryHeader.isBinary(start);
  }

  /** Writes a table in the hashed layout. */
  public static void writeProbing(NgramTable table, Path file) throws IOException {
    BinaryHeader header = new BinaryHeader(PROBING, table.order(), 0, 0);
    write(table, file, header, new ProbingWriter(table, header));
  }

  /**
   * Writes a table in the sorted layout.
   *
   * @param probabilityBits bits of a probability, 2 to 24; 0 not to quantise
   * @param backoffBits bits of a back-off weight, 2 to 24; 0 not to quantise
   */
  public static void writeTrie(NgramTable table, Path file, int probabilityBits, int backoffBits)
      throws IOException {
    BinaryHeader header = new BinaryHeader(TRIE, table.order(), probabilityBits, backoffBits);
    write(table, file, header, new TrieWriter(table, header));
  }

  /** What fills the sections of the n-grams. */
  interface Layout {
    void plan();

    void fill(FileChannel channel) throws IOException;
  }

  private static void write(NgramTable table, Path file, BinaryHeader header, Layout layout)
      throws IOException {
    int[] counts = table.counts();
    for (int level = 0; level < counts.length; level++) {
      header.counts[level] = counts[level];
      header.nodes[level] = table.size(level);
    }
    WordTable words = table.vocabulary();
    header.place(BinaryHeader.WORD_STARTS, (words.size() + 1L) * Integer.BYTES);
    header.place(BinaryHeader.WORD_BYTES, words.byteCount());
    layout.plan();
    AtomicFile.writeSeekable(
        file,
        channel -> {
          allocate(channel, header.fileLength());
          writeWords(words, header, channel);
          layout.fill(channel);
          header.write(channel);
        });
  }

  /** Writes zeros, so that a full disk is known before anything is mapped. */
  private static void allocate(FileChannel channel, long length) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
    for (long at = 0; at < length; ) {
      zeros.position(0).limit((int) Math.min(CHUNK, length - at));
      at += channel.write(zeros, at);
    }
  }

  private static void writeWords(WordTable words, BinaryHeader header, FileChannel channel)
      throws IOException {
    MappedBytes starts =
        header.map(channel, FileChannel.MapMode.READ_WRITE, BinaryHeader.WORD_STARTS);
    byte[] all = new byte[words.byteCount()];
    int at = 0;
    for (int id = 0; id < words.size(); id++) {
      starts.putInt((long) id * Integer.BYTES, at);
      at = words.copy(id, all, at);
    }
    starts.putInt((long) words.size() * Integer.BYTES, at);
    header.map(channel, FileChannel.MapMode.READ_WRITE, BinaryHeader.WORD_BYTES).put(0, all);
  }

  /**
   * Opens a model: maps it into memory and reads its words.
   *
   * @throws ModelFormatException if it is damaged; what is longer than {@link #CHECKED_BYTES} is
   *     checked as far as its header and its words go
   */
  public static Lookup open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      BinaryHeader header = BinaryHeader.read(file, channel);
      if (header.fileLength() <= CHECKED_BYTES) {
        header.verify(file, channel);
      } else {
        header.verify(file, channel, 0, BinaryHeader.LEVELS);
      }
      WordTable words = readWords(file, header, channel);
      return switch (header.layout) {
        case PROBING -> ProbingLookup.open(file, channel, header, words);
        case TRIE -> TrieLookup.open(file, channel, header, words);
        default ->
            throw new ModelFormatException(
                file, "layout", "1 (probing) or 2 (trie)", Integer.toString(header.layout));
      };
    }
  }

  /**
   * Checks a whole file against its checksums.
   *
   * @throws ModelFormatException if it is damaged
   */
  public static void verify(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      BinaryHeader.read(file, channel).verify(file, channel);
    }
  }

  private static WordTable readWords(Path file, BinaryHeader header, FileChannel channel)
      throws IOException {
    long size = header.nodes[0];
    header.requireLength(file, BinaryHeader.WORD_STARTS, (size + 1) * Integer.BYTES);
    long byteCount = header.length(BinaryHeader.WORD_BYTES);
    MappedBytes all = header.map(channel, FileChannel.MapMode.READ_ONLY, BinaryHeader.WORD_STARTS);
    if (size <= WordTable.END || size > 1 << 29 || byteCount >= Integer.MAX_VALUE - 16) {
      throw new ModelFormatException(
          file,
          "words",
          "3 to 2^29 words, less than 2 GB",
          size + " words, " + byteCount + " bytes");
    }
    int[] starts = new int[(int) size + 1];
    for (int id = 0; id <= size; id++) {
      starts[id] = all.getInt((long) id * Integer.BYTES);
      if (starts[id] < (id == 0 ? 0 : starts[id - 1]) || starts[id] > byteCount) {
        throw new ModelFormatException(
            file, "words", "ascending places", starts[id] + " for word " + id);
      }
    }
    byte[] bytes = new byte[(int) byteCount];
    header.map(channel, FileChannel.MapMode.READ_ONLY, BinaryHeader.WORD_BYTES).get(0, bytes);
    WordTable words = WordTable.of(bytes, starts);
    boolean isSound =
        words != null
            && words.find(WordTable.UNKNOWN_WORD) == WordTable.UNKNOWN
            && words.find(WordTable.BEGIN_WORD) == WordTable.BEGIN
            && words.find(WordTable.END_WORD) == WordTable.END;
    if (words == null || !isSound) {
      throw new ModelFormatException(file, "words", "each once, the special ones first", "others");
    }
    return words;
  }
}
