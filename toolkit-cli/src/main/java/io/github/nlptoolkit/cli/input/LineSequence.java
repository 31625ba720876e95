package io.github.nlptoolkit.cli.input;

import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of several inputs, one after another; each is opened when its turn comes and closed
 * when it has ended. Not thread-safe.
 */
public final class LineSequence implements Iterator<String>, AutoCloseable {

  private final Iterator<TextInput> inputs;
  private final Terminal terminal;
  private @Nullable Utf8Lines open;

  /**
   * Makes the sequence.
   *
   * @param inputs where the lines are
   * @param terminal has standard input, and gets the notes
   */
  public LineSequence(List<TextInput> inputs, Terminal terminal) {
    this.inputs = inputs.iterator();
    this.terminal = terminal;
  }

  /**
   * How many lines inputs have.
   *
   * @param inputs the inputs
   * @return the number; -1 if one of them cannot be told
   * @throws IOException if one cannot be read
   */
  public static long count(List<TextInput> inputs) throws IOException {
    long total = 0;
    for (TextInput input : inputs) {
      long lines = input.countLines();
      if (lines < 0) {
        return -1;
      }
      total += lines;
    }
    return total;
  }

  /**
   * Whether there is another line.
   *
   * @throws UncheckedIOException if an input cannot be read; the message names it
   */
  @Override
  public boolean hasNext() {
    while (open == null || !open.hasNext()) {
      try {
        close();
        if (!inputs.hasNext()) {
          return false;
        }
        open = inputs.next().lines(terminal);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return true;
  }

  @Override
  public String next() {
    if (!hasNext() || open == null) {
      throw new NoSuchElementException("no more lines");
    }
    return open.next();
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
