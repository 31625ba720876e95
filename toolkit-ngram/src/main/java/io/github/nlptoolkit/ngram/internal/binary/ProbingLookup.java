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
 * The hashed layout: for each order a {@link ProbingTable}. The key of an n-gram is the slot of the
 * n-gram without its first word together with that word, so that keys are exact; the value is its
 * probability and its back-off weight. Where an n-gram is looked for depends on its words alone, so
 * that the looks at all lengths need not wait for each other. The sign of a probability says
 * whether a longer n-gram ends so, which saves the look that would fail. O(1) for each order.
 * Immutable and thread-safe.
 */
final class ProbingLookup implements Lookup {
  static final int UNIGRAM_BYTES = 8;

  /** The lengths of n-grams that are worth reading ahead; few words need longer ones. */
  private static final int TOUCHED = 3;

  private final int order;
  private final WordTable vocabulary;
  private final long[] counts;
  private final MappedBytes unigrams;

  /** By level; that of the unigrams is not used. */
  private final ProbingTable[] tables;

  private ProbingLookup(
      BinaryHeader header, WordTable vocabulary, MappedBytes unigrams, ProbingTable[] tables) {
    order = header.order;
    this.vocabulary = vocabulary;
    counts = Arrays.copyOf(header.counts, order);
    this.unigrams = unigrams;
    this.tables = tables;
  }

  /** The key of an n-gram, positive. */
  static long key(int parentSlot, int word) {
    return ((long) parentSlot << 32 | word) + 1;
  }

  static ProbingLookup open(
      Path file, FileChannel channel, BinaryHeader header, WordTable vocabulary)
      throws IOException {
    int order = header.order;
    header.requireLength(file, BinaryHeader.LEVELS, header.nodes[0] * UNIGRAM_BYTES);
    MappedBytes unigrams = header.map(channel, FileChannel.MapMode.READ_ONLY, BinaryHeader.LEVELS);
    ProbingTable[] tables = new ProbingTable[order];
    for (int level = 1; level < order; level++) {
      int section = BinaryHeader.LEVELS + level;
      long nodes = header.nodes[level];
      boolean isWide = level + 1 < order;
      if (ProbingTable.slots(nodes) >= Integer.MAX_VALUE) {
        throw new ModelFormatException(
            file, "counts", "fewer " + (level + 1) + "-grams", Long.toString(nodes));
      }
      header.requireLength(file, section, ProbingTable.bytes(nodes, isWide));
      tables[level] =
          ProbingTable.map(
              channel, FileChannel.MapMode.READ_ONLY, header.offset(section), nodes, isWide);
    }
    return new ProbingLookup(header, vocabulary, unigrams, tables);
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
    return unigrams.getFloat((long) WordTable.BEGIN * UNIGRAM_BYTES + Float.BYTES);
  }

  @Override
  public float score(State in, int word, State out) {
    long pair = unigrams.getLong((long) word * UNIGRAM_BYTES);
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
    long hash = ProbingTable.hash(0, word);
    for (int level = 1; level <= in.length && stored < 0; level++) {
      int before = in.words[level - 1];
      hash = ProbingTable.hash(hash, before);
      ProbingTable table = tables[level];
      node = table.find(key(node, before), hash);
      if (node < 0) {
        break;
      }
      if (level + 1 < order) {
        pair = table.wideValue(node);
        stored = (int) pair;
        int backoff = (int) (pair >>> Integer.SIZE);
        out.words[level] = before;
        out.backoffs[level] = Float.intBitsToFloat(backoff);
        length = backoff == Flags.NO_CONTEXT ? length : level + 1;
      } else {
        stored = table.value(node);
      }
      float magnitude = magnitude(stored);
      if (!Float.isNaN(magnitude)) {
        probability = magnitude;
        matched = level + 1;
      }
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

  @Override
  public void touch(int[] words, int length, State state) {
    long sum = 0;
    for (int level = 1; level < Math.min(order, TOUCHED); level++) {
      ProbingTable table = tables[level];
      for (int i = level; i < length; i++) {
        long hash = 0;
        for (int j = i; j >= i - level; j--) {
          hash = ProbingTable.hash(hash, words[j]);
        }
        sum += table.touch(hash);
      }
    }
    state.touched = sum;
  }

  @Override
  public NgramTable table() {
    TableBuilder builder = new TableBuilder(vocabulary, order);
    int[] path = new int[order];
    for (int word = 0; word < vocabulary.size(); word++) {
      path[0] = word;
      long at = (long) word * UNIGRAM_BYTES;
      float backoff = order > 1 ? unigrams.getFloat(at + Float.BYTES) : 0;
      builder.add(0, path, probability(unigrams.getInt(at)), backoff + 0.0f);
    }
    for (int level = 1; level < order; level++) {
      addLevel(level, path, builder);
    }
    return builder.build();
  }

  private void addLevel(int level, int[] path, TableBuilder builder) {
    ProbingTable table = tables[level];
    boolean isMiddle = level + 1 < order;
    for (int slot = 0; slot < table.slots(); slot++) {
      long key = table.key(slot);
      if (key != 0) {
        spell(level, key - 1, path);
        long pair = isMiddle ? table.wideValue(slot) : table.value(slot);
        float backoff = isMiddle ? Float.intBitsToFloat((int) (pair >>> Integer.SIZE)) : 0;
        builder.add(level, path, probability((int) pair), backoff + 0.0f);
      }
    }
  }

  private void spell(int level, long key, int[] path) {
    long rest = key;
    for (int at = level; at > 1; at--) {
      path[at] = (int) rest;
      rest = tables[at - 1].key((int) (rest >>> 32)) - 1;
    }
    path[1] = (int) rest;
    path[0] = (int) (rest >>> 32);
  }

  private static float probability(int stored) {
    float magnitude = magnitude(stored);
    return magnitude == 0 ? 0 : -magnitude;
  }
}
