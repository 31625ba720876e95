package io.github.nlptoolkit.ngram.internal.binary;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.ngram.internal.table.Lookup;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import io.github.nlptoolkit.ngram.internal.table.State;
import io.github.nlptoolkit.ngram.internal.table.TableBuilder;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The hashed layout: for each order a table with linear probing. The key of an n-gram is the slot
 * of the n-gram without its first word together with that word, so that keys are exact; the value
 * is its probability and its back-off weight. The sign of a probability says whether a longer
 * n-gram ends so, which saves the probe that would fail. O(1) for each order. Immutable and
 * thread-safe.
 */
final class ProbingLookup implements Lookup {
  static final int UNIGRAM_BYTES = 8;

  private static final int MIDDLE_BYTES = 16;
  private static final int LAST_BYTES = 12;
  private static final double FILLING = 1 / 1.45;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final int order;
  private final WordTable vocabulary;
  private final long[] counts;
  private final long[] capacities;
  private final MappedBytes[] entries;

  private ProbingLookup(
      BinaryHeader header, WordTable vocabulary, long[] capacities, MappedBytes[] entries) {
    order = header.order;
    this.vocabulary = vocabulary;
    counts = Arrays.copyOf(header.counts, order);
    this.capacities = capacities;
    this.entries = entries;
  }

  static int entryBytes(int level, int order) {
    return level + 1 < order ? MIDDLE_BYTES : LAST_BYTES;
  }

  static long capacity(long nodes) {
    return (long) (nodes / FILLING) + 1;
  }

  static long key(int parentSlot, int word) {
    return ((long) parentSlot << 32 | word) + 1;
  }

  static long slot(long key, long capacity) {
    long mixed = key * MULTIPLIER;
    mixed ^= mixed >>> 32;
    return (((mixed * MULTIPLIER) >>> 32) * capacity) >>> 32;
  }

  static ProbingLookup open(
      Path file, FileChannel channel, BinaryHeader header, WordTable vocabulary)
      throws IOException {
    int order = header.order;
    long[] capacities = new long[order];
    MappedBytes[] entries = new MappedBytes[order];
    for (int level = 0; level < order; level++) {
      int section = BinaryHeader.LEVELS + level;
      long nodes = header.nodes[level];
      if (capacity(nodes) >= Integer.MAX_VALUE) {
        throw new ModelFormatException(
            file, "counts", "fewer " + (level + 1) + "-grams", Long.toString(nodes));
      }
      capacities[level] = level == 0 ? nodes : capacity(nodes);
      int bytes = level == 0 ? UNIGRAM_BYTES : entryBytes(level, order);
      header.requireLength(file, section, capacities[level] * bytes);
      entries[level] = header.map(channel, FileChannel.MapMode.READ_ONLY, section);
    }
    return new ProbingLookup(header, vocabulary, capacities, entries);
  }

  @Override
  public int order() {
    return order;
  }

  @Override
  public WordTable vocabulary() {
    return vocabulary;
  }

  @Override
  public long[] counts() {
    return counts.clone();
  }

  @Override
  public float beginBackoff() {
    return entries[0].getFloat((long) WordTable.BEGIN * UNIGRAM_BYTES + Float.BYTES);
  }

  @Override
  public float score(State in, int word, State out) {
    long pair = entries[0].getLong((long) word * UNIGRAM_BYTES);
    int stored = (int) pair;
    float probability = magnitude(stored);
    int matched = 1;
    int length = 0;
    if (order > 1) {
      int backoff = (int) (pair >>> Integer.SIZE);
      out.words[0] = word;
      out.backoffs[0] = Float.intBitsToFloat(backoff);
      length = backoff == Flags.NO_CONTEXT ? 0 : 1;
    }
    int node = word;
    for (int level = 1; level <= in.length && stored < 0; level++) {
      int before = in.words[level - 1];
      MappedBytes table = entries[level];
      boolean isMiddle = level + 1 < order;
      int entryBytes = isMiddle ? MIDDLE_BYTES : LAST_BYTES;
      long found = find(table, capacities[level], entryBytes, key(node, before));
      if (found < 0) {
        break;
      }
      long at = found * entryBytes + Long.BYTES;
      if (isMiddle) {
        pair = table.getLong(at);
        stored = (int) pair;
        int backoff = (int) (pair >>> Integer.SIZE);
        out.words[level] = before;
        out.backoffs[level] = Float.intBitsToFloat(backoff);
        length = backoff == Flags.NO_CONTEXT ? length : level + 1;
      } else {
        stored = table.getInt(at);
      }
      float magnitude = magnitude(stored);
      if (!Float.isNaN(magnitude)) {
        probability = magnitude;
        matched = level + 1;
      }
      node = (int) found;
    }
    for (int context = matched - 1; context < in.length; context++) {
      probability -= in.backoffs[context];
    }
    out.length = length;
    out.matched = matched;
    return -probability;
  }

  /** What a stored probability is worth, as a number that is not negative. */
  private static float magnitude(int stored) {
    return Float.intBitsToFloat(stored & Integer.MAX_VALUE);
  }

  private static long find(MappedBytes table, long capacity, int entryBytes, long key) {
    long slot = slot(key, capacity);
    // A damaged table might be full.
    for (long probes = 0; probes < capacity; probes++) {
      long found = table.getLong(slot * entryBytes);
      if (found == key) {
        return slot;
      }
      if (found == 0) {
        return -1;
      }
      slot = slot + 1 == capacity ? 0 : slot + 1;
    }
    return -1;
  }

  @Override
  public NgramTable table() {
    TableBuilder builder = new TableBuilder(vocabulary, order);
    int[] path = new int[order];
    for (int word = 0; word < vocabulary.size(); word++) {
      path[0] = word;
      long at = (long) word * UNIGRAM_BYTES;
      float backoff = order > 1 ? entries[0].getFloat(at + Float.BYTES) : 0;
      builder.add(0, path, probability(entries[0].getInt(at)), backoff + 0.0f);
    }
    for (int level = 1; level < order; level++) {
      addLevel(level, path, builder);
    }
    return builder.build();
  }

  private void addLevel(int level, int[] path, TableBuilder builder) {
    int entryBytes = entryBytes(level, order);
    for (long slot = 0; slot < capacities[level]; slot++) {
      long at = slot * entryBytes;
      long key = entries[level].getLong(at);
      if (key != 0) {
        spell(level, key - 1, path);
        float p = probability(entries[level].getInt(at + Long.BYTES));
        boolean isMiddle = level + 1 < order;
        float backoff = isMiddle ? entries[level].getFloat(at + Long.BYTES + Float.BYTES) : 0;
        builder.add(level, path, p, backoff + 0.0f);
      }
    }
  }

  private void spell(int level, long key, int[] path) {
    long rest = key;
    for (int at = level; at > 1; at--) {
      path[at] = (int) rest;
      rest = entries[at - 1].getLong((rest >>> 32) * MIDDLE_BYTES) - 1;
    }
    path[1] = (int) rest;
    path[0] = (int) (rest >>> 32);
  }

  private static float probability(int stored) {
    float magnitude = magnitude(stored);
    return magnitude == 0 ? 0 : -magnitude;
  }
}
