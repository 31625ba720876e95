package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.Utf8Lines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The texts of lines with two columns, the first of a line before its second; keeps the lines until
 * their scores are known. One thread may read the texts while another takes the lines.
 */
final class PairTexts implements Iterator<String> {

  private final String name;
  private final Utf8Lines lines;
  private final Queue<String> kept = new ConcurrentLinkedQueue<>();
  private @Nullable String second;

  PairTexts(String name, Utf8Lines lines) {
    this.name = name;
    this.lines = lines;
  }

  @Override
  public boolean hasNext() {
    return second != null || lines.hasNext();
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more pairs");
    }
    String text = second;
    if (text != null) {
      second = null;
      return text;
    }
    String line = lines.next();
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new UncheckedIOException(
          new IOException(
              name + ":" + lines.line() + ": expected two texts with a tab between, found no tab"));
    }
    kept.add(line);
    int end = line.indexOf('\t', tab + 1);
    second = line.substring(tab + 1, end < 0 ? line.length() : end);
    return line.substring(0, tab);
  }

  /** The line of the first pair that has not been asked for. */
  String nextLine() {
    return kept.remove();
  }
}
