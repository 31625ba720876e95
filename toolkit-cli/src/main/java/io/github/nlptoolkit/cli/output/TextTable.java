package io.github.nlptoolkit.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows for a person, in columns that are aligned by the width that a terminal gives to their
 * characters: two places for Chinese ones, none for accents that combine. Control characters are
 * shown as blanks, so that no text can steer the terminal. Not thread-safe.
 */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private boolean headed;

  private record Column(String header, boolean right, int minWidth) {}

  /**
   * Adds a column whose cells begin at the left.
   *
   * @param header its name
   * @param minWidth its width at the least
   * @return this table
   */
  public TextTable left(String header, int minWidth) {
    columns.add(new Column(header, false, minWidth));
    return this;
  }

  /**
   * Adds a column whose cells end at the right.
   *
   * @param header its name
   * @param minWidth its width at the least
   * @return this table
   */
  public TextTable right(String header, int minWidth) {
    columns.add(new Column(header, true, minWidth));
    return this;
  }

  /**
   * Adds a row.
   *
   * @param cells a text for each column
   * @throws IllegalArgumentException if there are more or fewer texts than columns
   */
  public void row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "cells must be " + columns.size() + ", one for each column, got " + cells.length);
    }
    List<String> row = new ArrayList<>(cells.length);
    for (String cell : cells) {
      row.add(printable(cell));
    }
    rows.add(row);
  }

  /**
   * Writes the rows that have been added since the last call, the first time with the names of the
   * columns above them. Writes nothing if there are none.
   *
   * @param out where to
   * @throws IOException if they cannot be written
   */
  public void write(Writer out) throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    if (!headed) {
      rows.add(0, columns.stream().map(Column::header).toList());
      headed = true;
    }
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(columns.get(i).minWidth(), width(columns.get(i).header()));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      out.write(line(row, widths));
    }
    rows.clear();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - width(row.get(i)));
      line.append(i == 0 ? "" : GAP);
      if (columns.get(i).right()) {
        line.append(blanks).append(row.get(i));
      } else {
        line.append(row.get(i)).append(i == widths.length - 1 ? "" : blanks);
      }
    }
    return line.toString().stripTrailing() + "\n";
  }

  /**
   * A text that takes one line and steers nothing.
   *
   * @param text any text
   * @return the text with a blank for each control character and line end
   */
  public static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean steers =
                  type == Character.CONTROL
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR
                      || type == Character.SURROGATE;
              shown.appendCodePoint(steers ? ' ' : c);
            });
    return shown.toString();
  }

  /**
   * The beginning of a text.
   *
   * @param text any text
   * @param most the width at the most, at least 1
   * @return the text, or as much as fits with an ellipsis behind it
   */
  public static String clipped(String text, int most) {
    int width = 0;
    int fits = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += width(c);
      i += Character.charCount(c);
      if (width <= most - 1) {
        fits = i;
      }
      if (width > most) {
        return text.substring(0, fits) + "…";
      }
    }
    return text;
  }

  /**
   * The width of the widest of some texts.
   *
   * @param texts any texts
   * @return its width; 0 if there are none
   */
  public static int widest(List<String> texts) {
    return texts.stream().mapToInt(text -> width(printable(text))).max().orElse(0);
  }

  /** How many places a terminal gives to a text. */
  static int width(String text) {
    return text.codePoints().map(TextTable::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  /** East Asian Width W and F of Unicode, but for a few single characters. */
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0x303e)
        || (c >= 0x3041 && c <= 0xa4cf)
        || (c >= 0xa960 && c <= 0xa97c)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1f64f)
        || (c >= 0x1f680 && c <= 0x1f6ff)
        || (c >= 0x1f900 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }
}
