package io.github.nlptoolkit.ngram.internal.binary;

import io.github.nlptoolkit.ngram.internal.table.NgramTable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fills a file in the sorted layout, which {@link TrieLookup} describes. */
final class TrieWriter implements BinaryModel.Layout {
  private final NgramTable table;
  private final BinaryHeader header;
  private final int order;

  TrieWriter(NgramTable table, BinaryHeader header) {
    this.table = table;
    this.header = header;
    order = table.order();
  }

  @Override
  public void plan() {
    header.place(BinaryHeader.LEVELS, (table.size(0) + 1L) * TrieFormat.UNIGRAM_BYTES);
    for (int level = 1; level < order; level++) {
      TrieFormat format = new TrieFormat(header, level);
      header.place(BinaryHeader.LEVELS + level, format.bytes(table.size(level)));
      header.place(
          BinaryHeader.CODEBOOKS + level,
          TrieFormat.codebookBytes(header.probabilityBits, format.isLast ? 0 : header.backoffBits));
    }
  }

  @Override
  public void fill(FileChannel channel) throws IOException {
    Flags flags = new Flags(table);
    MappedBytes unigrams = header.map(channel, FileChannel.MapMode.READ_WRITE, BinaryHeader.LEVELS);
    for (int word = 0; word <= table.size(0); word++) {
      long at = (long) word * TrieFormat.UNIGRAM_BYTES;
      if (word < table.size(0)) {
        unigrams.putFloat(at, table.probability(0, word));
        unigrams.putInt(at + Float.BYTES, order > 1 ? flags.backoffBits(0, word) : 0);
      }
      unigrams.putInt(at + 2 * Float.BYTES, order > 1 ? table.childStart(0, word) : 0);
    }
    for (int level = 1; level < order; level++) {
      fill(channel, level, flags);
    }
  }

  private void fill(FileChannel channel, int level, Flags flags) throws IOException {
    TrieFormat format = new TrieFormat(header, level);
    MappedBytes books =
        header.map(channel, FileChannel.MapMode.READ_WRITE, BinaryHeader.CODEBOOKS + level);
    Codebook probabilities = probabilityCodes(level);
    Codebook backoffs = format.isLast ? null : backoffCodes(level, flags);
    long end = write(probabilities, books, 0);
    write(backoffs, books, end);
    MappedBytes records =
        header.map(channel, FileChannel.MapMode.READ_WRITE, BinaryHeader.LEVELS + level);
    int size = table.size(level);
    long bit = 0;
    for (int node = 0; node <= size; node++) {
      if (node < size) {
        records.orBits(bit, table.word(level, node));
        records.orBits(bit + format.wordBits, probability(level, node, probabilities));
        if (!format.isLast) {
          records.orBits(
              bit + format.wordBits + format.probabilityBits,
              backoff(flags.backoffBits(level, node), backoffs));
        }
      }
      if (!format.isLast) {
        records.orBits(bit + format.recordBits - format.startBits, table.childStart(level, node));
      }
      bit += format.recordBits;
    }
  }

  private long probability(int level, int node, @Nullable Codebook codes) {
    float value = table.probability(level, node);
    if (codes != null) {
      return codes.code(Float.isNaN(value) ? Float.NaN : value);
    }
    return Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
  }

  private static long backoff(int bits, @Nullable Codebook codes) {
    return codes == null ? bits & 0xFFFFFFFFL : codes.code(Float.intBitsToFloat(bits));
  }

  private @Nullable Codebook probabilityCodes(int level) {
    if (header.probabilityBits == 0) {
      return null;
    }
    float[] samples = new float[table.size(level)];
    int count = 0;
    for (int node = 0; node < samples.length; node++) {
      float value = table.probability(level, node);
      if (value > Float.NEGATIVE_INFINITY) {
        samples[count++] = value;
      }
    }
    return Codebook.of(Arrays.copyOf(samples, count), header.probabilityBits, Float.NaN);
  }

  private @Nullable Codebook backoffCodes(int level, Flags flags) {
    if (header.backoffBits == 0) {
      return null;
    }
    float[] samples = new float[table.size(level)];
    int count = 0;
    for (int node = 0; node < samples.length; node++) {
      float value = Float.intBitsToFloat(flags.backoffBits(level, node));
      if (value != 0) {
        samples[count++] = value;
      }
    }
    return Codebook.of(Arrays.copyOf(samples, count), header.backoffBits, -0.0f, 0.0f);
  }

  private static long write(@Nullable Codebook codes, MappedBytes to, long at) {
    long end = at;
    if (codes != null) {
      for (float value : codes.values()) {
        to.putFloat(end, value);
        end += Float.BYTES;
      }
    }
    return end;
  }
}
