package io.github.nlptoolkit.eval.dataset;

import java.nio.file.Path;
import java.util.Locale;

/** How records are written. */
public enum TableFormat {
  /** A record a line, tabs between cells; nothing is quoted. */
  TSV,
  /** RFC 4180: commas between cells, quotes around those with commas, quotes or line ends. */
  CSV,
  /** A JSON object a line; keys are the columns. */
  JSONL;

  /**
   * The format that a file's name tells.
   *
   * @param file the file
   * @return CSV for {@code .csv}, JSONL for {@code .jsonl} and {@code .ndjson}, else TSV
   */
  public static TableFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return JSONL;
    }
    return name.endsWith(".csv") ? CSV : TSV;
  }
}
