package io.github.nlptoolkit.cli.terminal;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Draws a bar by way of the terminal, so that notes do not run into it. */
record BarDrawing(Terminal terminal) implements ProgressBarConsumer {
  @Override
  public int getMaxRenderedLength() {
    return terminal.columns();
  }

  @Override
  public void accept(String rendered) {
    terminal.draw(rendered);
  }

  @Override
  public void clear() {
    terminal.draw("");
  }

  @Override
  public void close() {
    terminal.draw("");
  }
}
