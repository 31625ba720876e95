package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads text files of vectors. Not thread-safe. */
final class TextReader {

  private final ByteReader bytes;
  private final WordRows rows;
  private long lineNumber;
  private float[] vector = new float[0];

  private TextReader(ByteReader bytes, WordRows rows) {
    this.bytes = bytes;
    this.rows = rows;
  }

  static WordVectors read(ByteReader bytes, WordRows rows, boolean hasHeader, long size)
      throws IOException {
    TextReader reader = new TextReader(bytes, rows);
    return hasHeader ? reader.withHeader(size) : reader.withoutHeader();
  }

  private WordVectors withHeader(long size) throws IOException {
    long[] header = Header.read(bytes);
    lineNumber = 1;
    rows.dimension(header[1], "line 1");
    long wanted = rows.wanted(header[0]);
    // A blank and a digit for each value, and the line's end, which the last line may lack.
    rows.checkSize(wanted, 2 * header[1], size);
    vector = new float[wanted == 0 ? 0 : (int) header[1]];
    while (rows.read() < wanted) {
      if (!next()) {
        throw new ModelFormatException(
            bytes.file(),
            "line " + (lineNumber + 1),
            "word " + (rows.read() + 1) + " of " + header[0],
            "the end of the file");
      }
      row(false);
    }
    if (wanted == header[0] && !rows.lenient() && next() && end() > 0) {
      throw new ModelFormatException(
          bytes.file(), place(), "the end of the file after " + header[0] + " words", "more");
    }
    return rows.build();
  }

  private WordVectors withoutHeader() throws IOException {
    if (!next()) {
      throw new ModelFormatException(
          bytes.file(), "line 1", "a word and its values", "an empty file");
    }
    int fields = 0;
    for (int i = 0; i < end(); i++) {
      fields += bytes.line()[i] == ' ' ? 1 : 0;
    }
    rows.dimension(fields, place());
    vector = new float[fields];
    long wanted = rows.wanted(Long.MAX_VALUE);
    do {
      row(true);
    } while (rows.read() < wanted && next());
    return rows.build();
  }

  private boolean next() throws IOException {
    lineNumber++;
    return bytes.readLine();
  }

  private String place() {
    return "line " + lineNumber;
  }

  /** The end of the line without blanks behind. */
  private int end() {
    int end = bytes.lineLength();
    while (end > 0 && bytes.line()[end - 1] <= ' ' && bytes.line()[end - 1] >= 0) {
      end--;
    }
    return end;
  }

  private void row(boolean wordsMayHaveBlanks) throws IOException {
    byte[] line = bytes.line();
    int end = end();
    int fields = 0;
    for (int i = 0; i < end; i++) {
      fields += line[i] == ' ' ? 1 : 0;
    }
    int extra = fields - vector.length;
    if (extra < 0 || (extra > 0 && !wordsMayHaveBlanks)) {
      throw new ModelFormatException(
          bytes.file(),
          place(),
          "a word and " + vector.length + " values with single blanks between",
          fields == 0 ? "a line without blanks" : fields + " values");
    }
    int wordEnd = blank(line, 0);
    for (; extra > 0; extra--) {
      wordEnd = blank(line, wordEnd + 1);
    }
    int start = wordEnd + 1;
    for (int i = 0; i < vector.length; i++) {
      int stop = i + 1 == vector.length ? end : blank(line, start);
      vector[i] = value(line, start, stop);
      start = stop + 1;
    }
    rows.add(line, 0, wordEnd, vector, place());
  }

  private static int blank(byte[] line, int from) {
    int at = from;
    while (line[at] != ' ') {
      at++;
    }
    return at;
  }

  private float value(byte[] line, int start, int end) throws ModelFormatException {
    try {
      return Decimal.parse(line, start, end);
    } catch (NumberFormatException e) {
      String found = new String(line, start, end - start, StandardCharsets.UTF_8);
      throw new ModelFormatException(bytes.file(), place(), "a number", "\"" + found + "\"", e);
    }
  }
}
