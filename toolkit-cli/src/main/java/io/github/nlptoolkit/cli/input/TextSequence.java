package io.github.nlptoolkit.cli.input;

import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Texts, one after another: those of the command line, then those of files, a line each or a whole
 * file each. A file is opened when its turn comes and closed when it has ended. Not thread-safe.
 */
public final class TextSequence implements Iterator<Placed<String>>, AutoCloseable {

  private final List<String> texts;
  private final Iterator<TextInput> inputs;
  private final boolean whole;
  private final Terminal terminal;
  private int given;
  private String name = "";
  private @Nullable Utf8Lines open;

  /**
   * Makes the sequence.
   *
   * @param texts those of the command line
   * @param inputs where the others are
   * @param whole whether each input is one text, not each line of it
   * @param terminal has standard input, and gets the notes
   */
  public TextSequence(
      List<String> texts, List<TextInput> inputs, boolean whole, Terminal terminal) {
    this.texts = texts;
    this.inputs = inputs.iterator();
    this.whole = whole;
    this.terminal = terminal;
  }

  /**
   * Whether there is another text.
   *
   * @throws UncheckedIOException if an input cannot be read; the message names it
   */
  @Override
  public boolean hasNext() {
    if (given < texts.size() || whole) {
      return given < texts.size() || inputs.hasNext();
    }
    while (open == null || !open.hasNext()) {
      try {
        close();
        if (!inputs.hasNext()) {
          return false;
        }
        TextInput input = inputs.next();
        name = input.name();
        open = input.lines(terminal);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return true;
  }

  @Override
  public Placed<String> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more texts");
    }
    if (given < texts.size()) {
      given++;
      return new Placed<>("text " + given, texts.get(given - 1));
    }
    Utf8Lines lines = open;
    if (lines == null) {
      return file(inputs.next());
    }
    String line = lines.next();
    return new Placed<>(name + ":" + lines.line(), line);
  }

  private Placed<String> file(TextInput input) {
    try {
      return new Placed<>(input.name(), input.text(terminal));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
