package io.github.nlptoolkit.benchmarks.report;

import java.util.Locale;

/** Lines and tables of Markdown, one after another. Not thread-safe. */
public final class MarkdownText {
  private final StringBuilder text = new StringBuilder();

  /**
   * Begins a table.
   *
   * @param first the title of its first column, aligned to the left
   * @param columns those of the others, aligned to the right
   */
  public void heading(String first, String... columns) {
    line("");
    row(first, columns);
    line("|---|" + "--:|".repeat(columns.length));
  }

  /**
   * Adds a row.
   *
   * @param first its first cell
   * @param cells the others
   */
  public void row(String first, String... cells) {
    line("| " + first + " | " + String.join(" | ", cells) + " |");
  }

  /**
   * Adds a line.
   *
   * @param line the line
   */
  public void line(String line) {
    text.append(line).append('\n');
  }

  /**
   * Adds a line.
   *
   * @param format a format of {@link String#format}, in no language's way
   * @param arguments what it is filled with
   */
  public void line(String format, Object... arguments) {
    line(String.format(Locale.ROOT, format, arguments));
  }

  /** All of it. */
  @Override
  public String toString() {
    return text.toString();
  }
}
