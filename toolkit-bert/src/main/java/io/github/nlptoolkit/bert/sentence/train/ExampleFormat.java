package io.github.nlptoolkit.bert.sentence.train;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * How lines of a file with tabs are examples. Immutable and thread-safe.
 *
 * @param columns what each column is; none to go by the loss and the first line, see {@link
 *     ExampleFile}
 * @param leastScore the score of texts that have nothing in common
 * @param mostScore the score of texts that mean the same, more than the least
 * @param classes the names of classes in order; none for those that the file has, sorted
 */
public record ExampleFormat(
    List<Column> columns, double leastScore, double mostScore, List<String> classes) {

  /** What a column is. */
  public enum Column {
    /** A text of the example. */
    TEXT,
    /** A score, a class, a margin. */
    LABEL,
    /** Nothing of use. */
    SKIP
  }

  /** Checks the ranges. */
  public ExampleFormat {
    columns = List.copyOf(columns);
    classes = List.copyOf(classes);
    if (!(leastScore < mostScore && mostScore - leastScore < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "leastScore must be less than mostScore, got " + leastScore + " and " + mostScore);
    }
    if (new HashSet<>(classes).size() != classes.size()) {
      throw new IllegalArgumentException("classes must differ, got " + classes);
    }
    if (!columns.isEmpty() && !columns.contains(Column.TEXT)) {
      throw new IllegalArgumentException("columns must have a TEXT, got " + columns);
    }
  }

  /**
   * The defaults: columns by the loss, scores from 0 to 1, classes by the file.
   *
   * @return the defaults
   */
  public static ExampleFormat defaults() {
    return new ExampleFormat(List.of(), 0, 1, List.of());
  }

  /**
   * Reads a list of columns.
   *
   * @param list names with commas between: {@code text}, {@code label} (or {@code score}), {@code
   *     -}
   * @return the columns
   * @throws IllegalArgumentException if a name is another
   */
  public static List<Column> columns(String list) {
    List<Column> columns = new ArrayList<>();
    for (String name : list.split(",", -1)) {
      columns.add(
          switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "text" -> Column.TEXT;
            case "label", "score" -> Column.LABEL;
            case "-" -> Column.SKIP;
            default ->
                throw new IllegalArgumentException(
                    "columns must be text, label, score or -, with commas between, got " + list);
          });
    }
    return columns;
  }
}
