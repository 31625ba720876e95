package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.word2vec.Subwords;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes models of fastText 0.9, version 12 ({@code FastText::saveModel}): the vectors of words and
 * n-grams. How they were trained is not known here, so the arguments are fastText's defaults of
 * skip-gram, and the output matrix, which only training looks at, is zeros, as at its start.
 */
final class FastTextWriter {
  private static final int WINDOW = 5;
  private static final int EPOCHS = 5;
  private static final int MIN_COUNT = 1;
  private static final int NEGATIVE = 5;
  private static final int WORD_NGRAMS = 1;
  private static final int NEGATIVE_SAMPLING = 2;
  private static final int SKIP_GRAM = 2;
  private static final int RATE_UPDATES = 100;
  private static final double SAMPLE = 1e-4;
  private static final long NOT_PRUNED = -1;

  private final WordVectors vectors;
  private final OutputStream out;
  private final float[] row;
  private final ByteBuffer bytes;

  private FastTextWriter(WordVectors vectors, OutputStream out) {
    this.vectors = vectors;
    this.out = out;
    row = new float[vectors.dimension()];
    bytes =
        ByteBuffer.allocate(Math.max(1, row.length) * Float.BYTES + 64)
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  static void write(WordVectors vectors, OutputStream out) throws IOException {
    new FastTextWriter(vectors, out).write();
  }

  private void write() throws IOException {
    Subwords subwords = vectors.subwords().orElse(null);
    int buckets = subwords == null ? 0 : subwords.buckets();
    bytes.putInt(FastTextReader.MAGIC).putInt(FastTextReader.NEWEST_VERSION);
    bytes.putInt(row.length).putInt(WINDOW).putInt(EPOCHS).putInt(MIN_COUNT).putInt(NEGATIVE);
    bytes.putInt(WORD_NGRAMS).putInt(NEGATIVE_SAMPLING).putInt(SKIP_GRAM).putInt(buckets);
    bytes.putInt(subwords == null ? 0 : subwords.minN());
    bytes.putInt(subwords == null ? 0 : subwords.maxN());
    bytes.putInt(RATE_UPDATES).putDouble(SAMPLE);
    flush();
    dictionary();
    matrixHead(vectors.count() + (long) buckets);
    for (int word = 0; word < vectors.count(); word++) {
      inputRow(word, subwords);
    }
    for (int bucket = 0; bucket < buckets; bucket++) {
      bytes.asFloatBuffer().put(vectors.bucketVector(bucket));
      flushRow();
    }
    matrixHead(vectors.count());
    bytes.asFloatBuffer().put(new float[row.length]);
    for (int word = 0; word < vectors.count(); word++) {
      flushRow();
    }
  }

  private void dictionary() throws IOException {
    long tokens = 0;
    for (int word = 0; word < vectors.count(); word++) {
      tokens += frequency(word);
    }
    bytes.putInt(vectors.count()).putInt(vectors.count()).putInt(0);
    bytes.putLong(tokens).putLong(NOT_PRUNED);
    flush();
    for (int word = 0; word < vectors.count(); word++) {
      String text = vectors.word(word);
      VectorWriter.checkWord(text);
      out.write(text.getBytes(StandardCharsets.UTF_8));
      bytes.put((byte) 0).putLong(frequency(word)).put((byte) 0);
      flush();
    }
  }

  /** A count that no table of fastText divides by in vain. */
  private long frequency(int word) {
    return Math.max(1, vectors.frequency(word));
  }

  /** The row of a word by itself: its vector is the mean of it and of its n-grams' rows. */
  private void inputRow(int word, @Nullable Subwords subwords) throws IOException {
    float[] vector = vectors.vector(word);
    int[] buckets =
        subwords == null ? new int[0] : FastTextReader.buckets(subwords, vectors.word(word));
    double[] sum = new double[vector.length];
    for (int bucket : buckets) {
      float[] part = vectors.bucketVector(bucket);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      row[i] = (float) ((double) vector[i] * (buckets.length + 1) - sum[i]);
    }
    bytes.asFloatBuffer().put(row);
    flushRow();
  }

  private void matrixHead(long rows) throws IOException {
    bytes.put((byte) 0).putLong(rows).putLong(row.length);
    flush();
  }

  private void flush() throws IOException {
    out.write(bytes.array(), 0, bytes.position());
    bytes.clear();
  }

  private void flushRow() throws IOException {
    out.write(bytes.array(), 0, row.length * Float.BYTES);
  }
}
