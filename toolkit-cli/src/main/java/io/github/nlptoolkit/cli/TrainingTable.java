package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.engine.train.TrainingStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes a line for each few steps of a training to standard output. Not thread-safe. */
final class TrainingTable {
  private final Terminal terminal;
  private final int log;
  private final boolean hasSpeed;
  private double sum;
  private int count;
  private boolean begun;
  private long since = System.nanoTime();

  /** A table whose lines have the mean loss of {@code log} steps, and perhaps their speed. */
  TrainingTable(Terminal terminal, int log, boolean hasSpeed) {
    this.terminal = terminal;
    this.log = log;
    this.hasSpeed = hasSpeed;
  }

  void add(TrainingStep step) throws IOException {
    sum += step.loss();
    count++;
    if (step.step() % log != 0 && step.step() != step.total()) {
      return;
    }
    if (!begun) {
      write("step\tloss\trate\tgradient_norm" + (hasSpeed ? "\tsteps_per_second\n" : "\n"));
      begun = true;
    }
    double seconds = (System.nanoTime() - since) / 1e9;
    String speed = hasSpeed ? String.format(Locale.ROOT, "\t%.2f", count / seconds) : "";
    write(
        String.format(
            Locale.ROOT,
            "%d\t%.4f\t%.3e\t%.3f%s\n",
            step.step(),
            sum / count,
            step.rate(),
            step.gradientNorm(),
            speed));
    sum = 0;
    count = 0;
    since = System.nanoTime();
  }

  /** Something else than steps took time. */
  void paused() {
    since = count == 0 ? System.nanoTime() : since;
  }

  private void write(String line) throws IOException {
    terminal.out().write(line.getBytes(StandardCharsets.UTF_8));
    terminal.out().flush();
  }
}
