package io.github.nlptoolkit.vectors.quantization;

import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.function.Supplier;

/** Rows of bits in words of 64, scored by how many bits differ. Immutable and thread-safe. */
final class BitRows {
  private static final int ROWS_AT_ONCE = 1024;

  private final int count;
  private final int words;
  private final long[] bits;

  private BitRows(int count, int words, long[] bits) {
    this.count = count;
    this.words = words;
    this.bits = bits;
  }

  static BitRows of(QuantizedEmbeddings vectors) {
    return of(vectors, 0, vectors.count());
  }

  private static BitRows of(QuantizedEmbeddings vectors, int start, int count) {
    int bytes = vectors.precision().bytes(vectors.dimension());
    int words = (bytes + Long.BYTES - 1) / Long.BYTES;
    long[] bits = new long[Math.multiplyExact(count, words)];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < bytes; i++) {
        bits[row * words + i / Long.BYTES] |=
            (long) vectors.rawBits(start + row, i) << (8 * (i % Long.BYTES));
      }
    }
    return new BitRows(count, words, bits);
  }

  /** Gives visitors the negative numbers of different bits. */
  void scan(
      QuantizedEmbeddings queries,
      int start,
      int length,
      int threads,
      Supplier<? extends PanelScan.Visitor> visitors) {
    BitRows wanted = of(queries, start, length);
    Workers.run(
        threads,
        ((long) count + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE,
        () -> {
          PanelScan.Visitor visitor = visitors.get();
          float[] scores = new float[ROWS_AT_ONCE];
          return piece -> {
            int first = (int) piece * ROWS_AT_ONCE;
            int rows = Math.min(ROWS_AT_ONCE, count - first);
            for (int query = 0; query < length; query++) {
              for (int j = 0; j < rows; j++) {
                scores[j] = 0 - differences(first + j, wanted, query);
              }
              visitor.visit(query, first, scores, rows);
            }
          };
        });
  }

  private int differences(int row, BitRows other, int otherRow) {
    int at = row * words;
    int otherAt = otherRow * words;
    int sum = 0;
    for (int i = 0; i < words; i++) {
      sum += Long.bitCount(bits[at + i] ^ other.bits[otherAt + i]);
    }
    return sum;
  }
}
