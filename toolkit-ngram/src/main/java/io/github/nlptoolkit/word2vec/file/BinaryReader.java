package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Reads word2vec's binary files. */
final class BinaryReader {

  private static final int LONGEST_WORD = 1 << 16;

  private BinaryReader() {}

  static WordVectors read(ByteReader bytes, WordRows rows, long size) throws IOException {
    long[] header = Header.read(bytes);
    rows.dimension(header[1], "line 1");
    int dimension = (int) header[1];
    long wanted = rows.wanted(header[0]);
    rows.checkSize(wanted, (long) dimension * Float.BYTES + 2, size);
    if (wanted == 0) {
      return rows.build();
    }
    byte[] word = new byte[LONGEST_WORD];
    byte[] row = new byte[dimension * Float.BYTES];
    FloatBuffer floats = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] vector = new float[dimension];
    while (rows.read() < wanted) {
      long start = bytes.place();
      int length = word(bytes, word, rows.read(), header[0]);
      if (!bytes.readFully(row)) {
        throw cut(bytes, rows.read(), header[0]);
      }
      floats.clear().get(vector);
      rows.add(word, 0, length, vector, "byte " + start);
    }
    if (wanted == header[0] && !rows.lenient()) {
      checkEnd(bytes, header[0]);
    }
    return rows.build();
  }

  private static int word(ByteReader bytes, byte[] word, int number, long count)
      throws IOException {
    long start = bytes.place();
    int length = 0;
    for (int b = bytes.read(); b != ' '; b = bytes.read()) {
      if (b < 0) {
        throw cut(bytes, number, count);
      }
      // word2vec.c ends each vector with a line end, which gensim leaves out.
      if (length == 0 && b == '\n') {
        continue;
      }
      if (length == LONGEST_WORD) {
        throw new ModelFormatException(
            bytes.file(), "byte " + start, "a word, then a blank", "no blank in 65,536 bytes");
      }
      word[length++] = (byte) b;
    }
    return length;
  }

  private static ModelFormatException cut(ByteReader bytes, int number, long count) {
    return new ModelFormatException(
        bytes.file(),
        "byte " + bytes.place(),
        "word " + (number + 1) + " of " + count + " with its vector",
        "the end of the file");
  }

  private static void checkEnd(ByteReader bytes, long count) throws IOException {
    int b = bytes.read();
    while (b == '\n') {
      b = bytes.read();
    }
    if (b >= 0) {
      throw new ModelFormatException(
          bytes.file(),
          "byte " + (bytes.place() - 1),
          "the end of the file after " + count + " words",
          "more");
    }
  }
}
