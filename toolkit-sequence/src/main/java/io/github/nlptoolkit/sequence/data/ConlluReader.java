package io.github.nlptoolkit.sequence.data;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Universal Dependencies' format, version 2. */
final class ConlluReader implements SentenceReader {
  private static final int COLUMNS = 10;

  private final TextLines lines;

  ConlluReader(TextLines lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable TokenRows read() throws IOException {
    RowBuffer buffer = new RowBuffer();
    for (String line = lines.next(); line != null; line = lines.next()) {
      boolean empty = ColumnReader.isBlank(line);
      if (empty && buffer.size() > 0) {
        break;
      }
      if (line.startsWith("#")) {
        buffer.comment(line.substring(1).strip());
      } else if (!empty) {
        List<String> cells = ColumnReader.split(line);
        if (cells.size() != COLUMNS) {
          throw lines.wrong(
              "ragged columns: expected the " + COLUMNS + " of CoNLL-U, found " + cells.size());
        }
        if (isWord(cells.get(0), buffer.size() + 1)) {
          buffer.add(cells, lines.line());
        }
      }
    }
    return buffer.size() == 0 ? null : buffer.toSentence();
  }

  /** False for ranges and empty nodes. */
  private boolean isWord(String id, int expected) throws IOException {
    if (id.matches("[0-9]+[-.][0-9]+")) {
      return false;
    }
    if (!id.equals(Integer.toString(expected))) {
      throw lines.wrong("expected word " + expected + ", found the id \"" + id + '"');
    }
    return true;
  }

  static void write(TokenRows sentence, Writer out) throws IOException {
    for (String comment : sentence.comments()) {
      out.write("# " + comment.replace('\n', ' ') + "\n");
    }
    for (int i = 0; i < sentence.size(); i++) {
      ColumnReader.writeRow(
          sentence.columns() == COLUMNS ? sentence.row(i) : full(sentence, i), out);
    }
    out.write('\n');
  }

  /** Token and tag as a word's form and part of speech. */
  private static List<String> full(TokenRows sentence, int token) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      row.add("_");
    }
    row.set(0, Integer.toString(token + 1));
    row.set(1, sentence.cell(token, 0));
    if (sentence.columns() > 1) {
      row.set(3, sentence.cell(token, -1));
    }
    return row;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
