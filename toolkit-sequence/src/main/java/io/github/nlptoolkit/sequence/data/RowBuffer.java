package io.github.nlptoolkit.sequence.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the rows of one sentence. */
final class RowBuffer {
  private final List<String> comments = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private long[] lines = new long[16];

  void comment(String comment) {
    comments.add(comment);
  }

  void add(List<String> row, long line) {
    if (rows.size() == lines.length) {
      lines = Arrays.copyOf(lines, lines.length * 2);
    }
    lines[rows.size()] = line;
    rows.add(row);
  }

  int size() {
    return rows.size();
  }

  TokenRows toSentence() {
    return TokenRows.of(comments, rows, Arrays.copyOf(lines, rows.size()));
  }
}
