package io.github.nlptoolkit.ngram.internal.binary;

import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Fills a file in the hashed layout, which {@link ProbingLookup} describes. */
final class ProbingWriter implements BinaryModel.Layout {
  private final NgramTable table;
  private final BinaryHeader header;
  private final int order;
  private final ProbingTable[] tables;

  ProbingWriter(NgramTable table, BinaryHeader header) {
    this.table = table;
    this.header = header;
    order = table.order();
    tables = new ProbingTable[order];
  }

  @Override
  public void plan() {
    header.place(BinaryHeader.LEVELS, table.size(0) * (long) ProbingLookup.UNIGRAM_BYTES);
    for (int level = 1; level < order; level++) {
      header.place(
          BinaryHeader.LEVELS + level, ProbingTable.bytes(table.size(level), level + 1 < order));
    }
  }

  @Override
  public void fill(FileChannel channel) throws IOException {
    Flags flags = new Flags(table);
    MappedBytes unigrams = header.map(channel, FileChannel.MapMode.READ_WRITE, BinaryHeader.LEVELS);
    for (int level = 1; level < order; level++) {
      tables[level] =
          ProbingTable.map(
              channel,
              FileChannel.MapMode.READ_WRITE,
              header.offset(BinaryHeader.LEVELS + level),
              table.size(level),
              level + 1 < order);
    }
    for (int word = 0; word < table.size(0); word++) {
      unigrams.putLong((long) word * ProbingLookup.UNIGRAM_BYTES, value(flags, 0, word));
      addChildren(0, word, word, ProbingTable.hash(0, word), flags);
    }
  }

  /** Adds what a node has below it, while its slot and its hash are known. */
  private void addChildren(int above, int parent, int parentSlot, long parentHash, Flags flags) {
    int level = above + 1;
    if (level == order) {
      return;
    }
    int end = table.childStart(above, parent + 1);
    for (int node = table.childStart(above, parent); node < end; node++) {
      int word = table.word(level, node);
      long hash = ProbingTable.hash(parentHash, word);
      long key = ProbingLookup.key(parentSlot, word);
      int slot = tables[level].add(key, hash, value(flags, level, node));
      addChildren(level, node, slot, hash, flags);
    }
  }

  /**
   * The probability, positive if there is no longer n-gram that ends so, and above it the weight if
   * the level has one.
   */
  private long value(Flags flags, int level, int node) {
    float magnitude = Math.abs(table.probability(level, node));
    float stored = flags.hasChildren(level, node) ? -magnitude : magnitude;
    long backoff = level + 1 < order ? flags.backoffBits(level, node) : 0;
    return backoff << Integer.SIZE | (Float.floatToRawIntBits(stored) & 0xFFFFFFFFL);
  }
}
