package io.github.nlptoolkit.sequence.data;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens in lines, cells in columns. All tokens of a file have as many cells as the first. */
final class ColumnReader implements SentenceReader {
  private static final String DOCUMENT_START = "-DOCSTART-";

  private final TextLines lines;
  private boolean tabs;
  private int columns;

  ColumnReader(TextLines lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable TokenRows read() throws IOException {
    RowBuffer buffer = new RowBuffer();
    for (String line = lines.next(); line != null; line = lines.next()) {
      boolean empty = isBlank(line);
      if (empty && buffer.size() > 0) {
        break;
      }
      if (!empty && !line.startsWith(DOCUMENT_START)) {
        buffer.add(cells(line), lines.line());
      }
    }
    return buffer.size() == 0 ? null : buffer.toSentence();
  }

  private List<String> cells(String line) throws IOException {
    if (columns == 0) {
      tabs = line.indexOf('\t') >= 0;
    }
    List<String> cells = tabs ? split(line) : words(line);
    if (columns == 0) {
      columns = cells.size();
    }
    if (cells.size() != columns) {
      throw lines.wrong(
          "ragged columns: expected " + columns + " as in the lines before, found " + cells.size());
    }
    if (cells.contains("")) {
      throw lines.wrong("column " + (cells.indexOf("") + 1) + " is empty");
    }
    return cells;
  }

  static List<String> split(String line) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
      cells.add(line.substring(from, tab));
      from = tab + 1;
    }
    cells.add(line.substring(from));
    return cells;
  }

  /** What blanks part: only U+0020 and tabs, as other white space can be part of a token. */
  static List<String> words(String line) {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      int end = at;
      while (end < line.length() && !isBlank(line.charAt(end))) {
        end++;
      }
      if (end > at) {
        cells.add(line.substring(at, end));
      }
      at = end + 1;
    }
    return cells;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean isBlank(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (!isBlank(line.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static void write(TokenRows sentence, Writer out) throws IOException {
    for (int i = 0; i < sentence.size(); i++) {
      writeRow(sentence.row(i), out);
    }
    out.write('\n');
  }

  static void writeRow(List<String> row, Writer out) throws IOException {
    for (int j = 0; j < row.size(); j++) {
      String cell = row.get(j);
      if (cell.isEmpty()
          || cell.indexOf('\t') >= 0
          || cell.indexOf('\n') >= 0
          || cell.indexOf('\r') >= 0) {
        throw new IllegalArgumentException(
            "a cell of columns must not be empty or have a tab or line end, got \"" + cell + '"');
      }
      out.write(j == 0 ? "" : "\t");
      out.write(cell);
    }
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
