package io.github.nlptoolkit.ngram.internal.binary;

import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Fills a file in the hashed layout, which {@link ProbingLookup} describes. */
final class ProbingWriter implements BinaryModel.Layout {
  private final NgramTable table;
  private final BinaryHeader header;
  private final int order;

  ProbingWriter(NgramTable table, BinaryHeader header) {
    this.table = table;
    this.header = header;
    order = table.order();
  }

  @Override
  public void plan() {
    header.place(BinaryHeader.LEVELS, table.size(0) * (long) ProbingLookup.UNIGRAM_BYTES);
    for (int level = 1; level < order; level++) {
      long capacity = ProbingLookup.capacity(table.size(level));
      header.place(BinaryHeader.LEVELS + level, capacity * ProbingLookup.entryBytes(level, order));
    }
  }

  @Override
  public void fill(FileChannel channel) throws IOException {
    Flags flags = new Flags(table);
    MappedBytes unigrams = header.map(channel, FileChannel.MapMode.READ_WRITE, BinaryHeader.LEVELS);
    IntColumn slots = new IntColumn(table.size(0));
    for (int word = 0; word < table.size(0); word++) {
      long at = (long) word * ProbingLookup.UNIGRAM_BYTES;
      unigrams.putFloat(at, stored(flags, 0, word));
      unigrams.putInt(at + Float.BYTES, order > 1 ? flags.backoffBits(0, word) : 0);
      slots.set(word, word);
    }
    for (int level = 1; level < order; level++) {
      slots = fill(channel, level, slots, flags);
    }
  }

  private IntColumn fill(FileChannel channel, int level, IntColumn parentSlots, Flags flags)
      throws IOException {
    MappedBytes entries =
        header.map(channel, FileChannel.MapMode.READ_WRITE, BinaryHeader.LEVELS + level);
    long capacity = ProbingLookup.capacity(table.size(level));
    int entryBytes = ProbingLookup.entryBytes(level, order);
    IntColumn slots = new IntColumn(level + 1 < order ? table.size(level) : 0);
    for (int parent = 0; parent < table.size(level - 1); parent++) {
      int end = table.childStart(level - 1, parent + 1);
      for (int node = table.childStart(level - 1, parent); node < end; node++) {
        long key = ProbingLookup.key(parentSlots.get(parent), table.word(level, node));
        long slot = ProbingLookup.slot(key, capacity);
        while (entries.getLong(slot * entryBytes) != 0) {
          slot = slot + 1 == capacity ? 0 : slot + 1;
        }
        long at = slot * entryBytes;
        entries.putLong(at, key);
        entries.putFloat(at + Long.BYTES, stored(flags, level, node));
        if (level + 1 < order) {
          entries.putInt(at + Long.BYTES + Float.BYTES, flags.backoffBits(level, node));
          slots.set(node, (int) slot);
        }
      }
    }
    return slots;
  }

  /** Positive if there is no longer n-gram that ends so. */
  private float stored(Flags flags, int level, int node) {
    float probability = table.probability(level, node);
    float magnitude = Math.abs(probability);
    return flags.hasChildren(level, node) ? -magnitude : magnitude;
  }
}
