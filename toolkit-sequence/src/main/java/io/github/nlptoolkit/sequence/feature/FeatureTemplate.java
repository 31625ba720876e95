package io.github.nlptoolkit.sequence.feature;

import io.github.nlptoolkit.sequence.data.TokenRows;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a template: texts with cells between them. */
final class FeatureTemplate {

  private static final Pattern MACRO = Pattern.compile("%x\\[(-?\\d{1,9}),(\\d{1,9})\\]");

  /** A cell: rows after the token, and its column. */
  private record Cell(int offset, int column) {}

  private final String line;
  private final List<String> texts;
  private final List<Cell> cells;

  private FeatureTemplate(String line, List<String> texts, List<Cell> cells) {
    this.line = line;
    this.texts = texts;
    this.cells = cells;
  }

  static FeatureTemplate parse(String line) {
    List<String> texts = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    Matcher macro = MACRO.matcher(line);
    int from = 0;
    while (macro.find()) {
      texts.add(line.substring(from, macro.start()));
      cells.add(new Cell(Integer.parseInt(macro.group(1)), Integer.parseInt(macro.group(2))));
      from = macro.end();
    }
    texts.add(line.substring(from));
    for (String text : texts) {
      if (text.contains("%x")) {
        throw new IllegalArgumentException("a macro must be %x[row,column], got \"" + line + "\"");
      }
    }
    return new FeatureTemplate(line, texts, cells);
  }

  boolean hasCells() {
    return !cells.isEmpty();
  }

  void requireColumns(int columns) {
    for (Cell cell : cells) {
      if (cell.column >= columns) {
        throw new IllegalArgumentException(
            "the template \""
                + line
                + "\" must name a column below "
                + columns
                + ", the data's, got "
                + cell.column);
      }
    }
  }

  String expand(TokenRows rows, int token, StringBuilder buffer) {
    buffer.setLength(0);
    buffer.append(texts.get(0));
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      long row = (long) token + cell.offset;
      if (row < 0) {
        buffer.append("_B-").append(-row);
      } else if (row >= rows.size()) {
        buffer.append("_B+").append(row - rows.size() + 1);
      } else {
        buffer.append(rows.cell((int) row, cell.column));
      }
      buffer.append(texts.get(i + 1));
    }
    return buffer.toString();
  }

  @Override
  public String toString() {
    return line;
  }
}
