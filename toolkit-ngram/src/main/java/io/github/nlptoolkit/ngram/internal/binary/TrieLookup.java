package io.github.nlptoolkit.ngram.internal.binary;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.table.Lookup;
import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import io.github.nlptoolkit.ngram.internal.table.State;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The sorted layout: for each order a packed list of records, the n-grams that end alike together,
 * by the word before; a record says where those longer by one word begin. Probabilities and weights
 * may be codes of a few bits. O(log words) for each order. Immutable and thread-safe.
 */
final class TrieLookup implements Lookup {
  private final int order;
  private final WordTable vocabulary;
  private final long[] counts;
  private final MappedBytes unigrams;
  private final Level[] levels;

  private TrieLookup(
      BinaryHeader header, WordTable vocabulary, MappedBytes unigrams, Level[] levels) {
    order = header.order;
    this.vocabulary = vocabulary;
    counts = Arrays.copyOf(header.counts, order);
    this.unigrams = unigrams;
    this.levels = levels;
  }

  static TrieLookup open(Path file, FileChannel channel, BinaryHeader header, WordTable vocabulary)
      throws IOException {
    requireBits(file, header.probabilityBits);
    requireBits(file, header.backoffBits);
    header.requireLength(
        file, BinaryHeader.LEVELS, (header.nodes[0] + 1) * TrieFormat.UNIGRAM_BYTES);
    Level[] levels = new Level[header.order];
    for (int level = 1; level < header.order; level++) {
      TrieFormat format = new TrieFormat(header, level);
      header.requireLength(file, BinaryHeader.LEVELS + level, format.bytes(header.nodes[level]));
      header.requireLength(
          file,
          BinaryHeader.CODEBOOKS + level,
          TrieFormat.codebookBytes(header.probabilityBits, format.isLast ? 0 : header.backoffBits));
      levels[level] = new Level(channel, header, level, format);
    }
    return new TrieLookup(
        header,
        vocabulary,
        header.map(channel, FileChannel.MapMode.READ_ONLY, BinaryHeader.LEVELS),
        levels);
  }

  private static void requireBits(Path file, int bits) throws ModelFormatException {
    if (bits != 0 && (bits < 2 || bits > 24)) {
      throw new ModelFormatException(file, "bits", "0, or 2 to 24", Integer.toString(bits));
    }
  }

  /** The records of one level. */
  private static final class Level {
    private final MappedBytes records;
    private final int size;
    private final boolean isLast;
    private final int wordBits;
    private final int probabilityBits;
    private final int backoffBits;
    private final int startBits;
    private final int recordBits;
    private final float[] probabilities;
    private final float[] backoffs;

    Level(FileChannel channel, BinaryHeader header, int level, TrieFormat format)
        throws IOException {
      records = header.map(channel, FileChannel.MapMode.READ_ONLY, BinaryHeader.LEVELS + level);
      size = (int) header.nodes[level];
      isLast = format.isLast;
      wordBits = format.wordBits;
      probabilityBits = format.probabilityBits;
      backoffBits = format.backoffBits;
      startBits = format.startBits;
      recordBits = format.recordBits;
      MappedBytes books =
          header.map(channel, FileChannel.MapMode.READ_ONLY, BinaryHeader.CODEBOOKS + level);
      probabilities = floats(books, 0, header.probabilityBits);
      backoffs =
          floats(books, (long) probabilities.length * Float.BYTES, isLast ? 0 : header.backoffBits);
    }

    private static float[] floats(MappedBytes from, long at, int bits) {
      float[] values = new float[bits == 0 ? 0 : 1 << bits];
      for (int i = 0; i < values.length; i++) {
        values[i] = from.getFloat(at + (long) i * Float.BYTES);
      }
      return values;
    }

    int find(int from, int to, int word) {
      int low = from;
      int high = to;
      while (low < high) {
        int middle = (low + high) >>> 1;
        int found = word(middle);
        if (found < word) {
          low = middle + 1;
        } else if (found > word) {
          high = middle;
        } else {
          return middle;
        }
      }
      return -1;
    }

    int word(int node) {
      return (int) records.getBits((long) node * recordBits, wordBits);
    }

    float probability(int node) {
      int stored = (int) records.getBits((long) node * recordBits + wordBits, probabilityBits);
      return probabilities.length > 0 ? probabilities[stored] : -Float.intBitsToFloat(stored);
    }

    int backoffBits(int node) {
      long at = (long) node * recordBits + wordBits + probabilityBits;
      int stored = (int) records.getBits(at, backoffBits);
      return backoffs.length > 0 ? Float.floatToRawIntBits(backoffs[stored]) : stored;
    }

    int start(int node) {
      return (int) records.getBits((node + 1L) * recordBits - startBits, startBits);
    }
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
    return unigrams.getFloat((long) WordTable.BEGIN * TrieFormat.UNIGRAM_BYTES + Float.BYTES);
  }

  @Override
  public float score(State in, int word, State out) {
    long at = (long) word * TrieFormat.UNIGRAM_BYTES;
    float probability = unigrams.getFloat(at);
    int matched = 1;
    int length = 0;
    int from = 0;
    int to = 0;
    if (order > 1) {
      int backoff = unigrams.getInt(at + Float.BYTES);
      out.words[0] = word;
      out.backoffs[0] = Float.intBitsToFloat(backoff);
      length = backoff == Flags.NO_CONTEXT ? 0 : 1;
      from = unigrams.getInt(at + 2 * Float.BYTES);
      to = unigrams.getInt(at + 2 * Float.BYTES + TrieFormat.UNIGRAM_BYTES);
    }
    for (int depth = 1; depth <= in.length; depth++) {
      Level level = levels[depth];
      int before = in.words[depth - 1];
      // A damaged file might point beyond its end.
      int node = level.find(Math.max(0, from), Math.min(to, level.size), before);
      if (node < 0) {
        break;
      }
      float found = level.probability(node);
      if (!Float.isNaN(found)) {
        probability = found;
        matched = depth + 1;
      }
      if (!level.isLast) {
        int backoff = level.backoffBits(node);
        out.words[depth] = before;
        out.backoffs[depth] = Float.intBitsToFloat(backoff);
        length = backoff == Flags.NO_CONTEXT ? length : depth + 1;
        from = level.start(node);
        to = level.start(node + 1);
      }
    }
    for (int context = matched - 1; context < in.length; context++) {
      probability += in.backoffs[context];
    }
    out.length = length;
    out.matched = matched;
    return probability;
  }

  @Override
  public NgramTable table() {
    IntColumn[] words = new IntColumn[order];
    IntColumn[] probabilities = new IntColumn[order];
    IntColumn[] backoffs = new IntColumn[order - 1];
    IntColumn[] starts = new IntColumn[order - 1];
    for (int depth = 0; depth < order; depth++) {
      words[depth] = new IntColumn();
      probabilities[depth] = new IntColumn();
      if (depth + 1 < order) {
        backoffs[depth] = new IntColumn();
        starts[depth] = new IntColumn();
      }
    }
    for (int word = 0; word <= vocabulary.size(); word++) {
      long at = (long) word * TrieFormat.UNIGRAM_BYTES;
      if (word < vocabulary.size()) {
        words[0].add(word);
        probabilities[0].addFloat(unigrams.getFloat(at) + 0.0f);
      }
      if (order > 1) {
        starts[0].add(unigrams.getInt(at + 2 * Float.BYTES));
        if (word < vocabulary.size()) {
          backoffs[0].addFloat(unigrams.getFloat(at + Float.BYTES) + 0.0f);
        }
      }
    }
    for (int depth = 1; depth < order; depth++) {
      Level level = levels[depth];
      for (int node = 0; node <= level.size; node++) {
        if (node < level.size) {
          words[depth].add(level.word(node));
          probabilities[depth].addFloat(level.probability(node) + 0.0f);
        }
        if (!level.isLast) {
          starts[depth].add(level.start(node));
          if (node < level.size) {
            backoffs[depth].addFloat(Float.intBitsToFloat(level.backoffBits(node)) + 0.0f);
          }
        }
      }
    }
    return new NgramTable(vocabulary, words, probabilities, backoffs, starts);
  }
}
