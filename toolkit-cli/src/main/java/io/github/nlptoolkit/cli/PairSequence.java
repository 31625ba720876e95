package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.cli.input.Placed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** Lines of two texts with a tab between, as pairs; further columns are left out. */
record PairSequence(Iterator<Placed<String>> lines) implements Iterator<Placed<TextPair>> {

  @Override
  public boolean hasNext() {
    return lines.hasNext();
  }

  @Override
  public Placed<TextPair> next() {
    Placed<String> line = lines.next();
    String[] columns = line.value().split("\t", -1);
    if (columns.length < 2) {
      throw new UncheckedIOException(
          new IOException(line.place() + ": expected two texts with a tab between, found no tab"));
    }
    return new Placed<>(line.place(), new TextPair(columns[0], columns[1]));
  }

  static int length(TextPair pair) {
    return pair.first().length() + pair.second().length();
  }
}
