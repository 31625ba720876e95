package io.github.nlptoolkit.eval.dataset;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record of a data file. Immutable and thread-safe. */
public final class DataRow {
  private final String file;
  private final long line;
  private final Map<String, Object> cells;

  /** The cells: of tables by name and by number, a list of texts where JSON has one. */
  DataRow(String file, long line, Map<String, Object> cells) {
    this.file = file;
    this.line = line;
    this.cells = cells;
  }

  /**
   * A cell as text.
   *
   * @param column its name, or of a table its number from 0
   * @return the text
   * @throws DataFormatException if there is no such cell, or it is a list
   */
  public String text(String column) throws DataFormatException {
    Object cell = cell(column);
    if (cell instanceof String text) {
      return text;
    }
    throw wrong("expected a text in column \"" + column + "\", found a list");
  }

  /**
   * A cell as a finite number.
   *
   * @param column its name or number
   * @return the number
   * @throws DataFormatException if there is no such cell or it is no number
   */
  public double number(String column) throws DataFormatException {
    String text = text(column);
    try {
      double number = Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the place.
    }
    throw wrong("expected a number in column \"" + column + "\", found \"" + text + '"');
  }

  /**
   * A cell as a list of texts; a text is one of which semicolons part the items.
   *
   * @param column its name or number
   * @return the items, without blanks around them; immutable
   * @throws DataFormatException if there is no such cell
   */
  public List<String> list(String column) throws DataFormatException {
    Object cell = cell(column);
    if (cell instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return List.of(cell.toString().split(";", -1)).stream()
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private Object cell(String column) throws DataFormatException {
    @Nullable Object cell = cells.get(column);
    if (cell == null) {
      throw wrong("expected a column \"" + column + "\", found " + cells.keySet());
    }
    return cell;
  }

  /** Whether the first cell of a table's row begins so. */
  boolean startsWith(String start) {
    return cells.get("0") instanceof String first && first.startsWith(start);
  }

  /** An exception that names this record. */
  DataFormatException wrong(String problem) {
    return new DataFormatException(file, line, problem);
  }
}
