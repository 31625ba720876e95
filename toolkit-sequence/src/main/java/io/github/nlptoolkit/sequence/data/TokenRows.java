package io.github.nlptoolkit.sequence.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence as a table: a row for each token, as many cells in each. Immutable and thread-safe.
 */
public final class TokenRows {
  private final List<String> comments;
  private final List<List<String>> rows;
  private final long[] lines;
  private final int columns;

  private TokenRows(List<String> comments, List<List<String>> rows, long[] lines, int columns) {
    this.comments = comments;
    this.rows = rows;
    this.lines = lines;
    this.columns = columns;
  }

  /**
   * A sentence that is in no file.
   *
   * @param rows the cells of each token
   * @return the sentence
   * @throws IllegalArgumentException if a row has more or fewer cells than the first
   */
  public static TokenRows of(List<List<String>> rows) {
    return of(List.of(), rows, new long[rows.size()]);
  }

  /**
   * A sentence of a file.
   *
   * @param comments its comments, without the mark of comments
   * @param rows the cells of each token
   * @param lines the line of each token, from 1; 0 for none
   * @return the sentence
   * @throws IllegalArgumentException if a row has more or fewer cells than the first, or there are
   *     not as many lines
   */
  static TokenRows of(List<String> comments, List<List<String>> rows, long[] lines) {
    int columns = rows.isEmpty() ? 0 : rows.get(0).size();
    List<List<String>> copies = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      if (row.size() != columns) {
        throw new IllegalArgumentException(
            "token " + copies.size() + " must have " + columns + " columns, got " + row.size());
      }
      copies.add(List.copyOf(row));
    }
    if (lines.length != rows.size()) {
      throw new IllegalArgumentException("there must be a line for each token");
    }
    return new TokenRows(List.copyOf(comments), copies, lines.clone(), columns);
  }

  /**
   * How many tokens there are.
   *
   * @return their number; 0 for an empty sentence
   */
  public int size() {
    return rows.size();
  }

  /**
   * How many cells a token has.
   *
   * @return their number; 0 for an empty sentence
   */
  public int columns() {
    return columns;
  }

  /**
   * One cell.
   *
   * @param token the token, from 0
   * @param column the column, from 0; from the end if negative, -1 is the last
   * @return the cell
   * @throws IndexOutOfBoundsException if there is none
   */
  public String cell(int token, int column) {
    return rows.get(token).get(column < 0 ? columns + column : column);
  }

  /**
   * The cells of a token.
   *
   * @param token the token, from 0
   * @return its cells; immutable
   */
  public List<String> row(int token) {
    return rows.get(token);
  }

  /**
   * One column.
   *
   * @param column the column, from 0; from the end if negative, -1 is the last
   * @return its cell of each token, a view; immutable
   * @throws IndexOutOfBoundsException if there are tokens and no such column
   */
  public List<String> column(int column) {
    int at = column < 0 ? columns + column : column;
    if (size() > 0 && (at < 0 || at >= columns)) {
      throw new IndexOutOfBoundsException(
          "column " + column + " of " + columns + (lines[0] == 0 ? "" : ", line " + lines[0]));
    }
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return rows.get(index).get(at);
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  /**
   * The same sentence with another column in place of one.
   *
   * @param column the column, from 0, or -1 for the last; as many as there are for a new one
   * @param cells its cells
   * @return the new sentence
   * @throws IllegalArgumentException if there are not as many cells as tokens
   * @throws IndexOutOfBoundsException if there is no such column
   */
  public TokenRows with(int column, List<String> cells) {
    if (cells.size() != size()) {
      throw new IllegalArgumentException(
          "there must be " + size() + " cells, one a token, got " + cells.size());
    }
    int at = column < 0 ? columns + column : column;
    List<List<String>> changed = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      List<String> row = new ArrayList<>(rows.get(i));
      if (at == columns) {
        row.add(cells.get(i));
      } else {
        row.set(at, cells.get(i));
      }
      changed.add(row);
    }
    return of(comments, changed, lines);
  }

  /**
   * The comments before the sentence.
   *
   * @return without the mark of comments; immutable
   */
  public List<String> comments() {
    return comments;
  }

  /**
   * The line of a token.
   *
   * @param token the token, from 0
   * @return its line in the file, from 1; 0 if it is in no file
   */
  public long line(int token) {
    return lines[token];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenRows that
        && rows.equals(that.rows)
        && comments.equals(that.comments);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }

  @Override
  public String toString() {
    return rows.toString();
  }
}
