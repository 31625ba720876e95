package io.github.nlptoolkit.cli.terminal;

import java.io.IOException;

/** Whoever read standard output has stopped reading, as {@code head} does: no failure. */
public final class BrokenPipeException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenPipeException(IOException cause) {
    super("standard output was closed by its reader", cause);
  }
}
