package io.github.nlptoolkit.cli.terminal;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far training on words is, to a person who watches. Thread-safe. */
public final class TrainingDisplay implements AutoCloseable {

  private static final int UPDATE_MILLIS = 200;

  private final Terminal terminal;
  private @Nullable ProgressBar bar;
  private boolean closed;

  /**
   * Makes a display that shows nothing yet.
   *
   * @param terminal where to show it
   */
  public TrainingDisplay(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Shows progress: words, words a second, the time that is left, the loss.
   *
   * @param words how many words have been read
   * @param total how many there will be
   * @param loss the mean loss; NaN if it is not known
   */
  public synchronized void show(long words, long total, double loss) {
    if (!terminal.watched() || closed) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setUnit("k words", 1000)
              .showSpeed()
              .setConsumer(new BarDrawing(terminal))
              .build();
    }
    bar.stepTo(words);
    if (!Double.isNaN(loss)) {
      bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f", loss));
    }
  }

  @Override
  public void close() {
    end();
  }

  /** Ends the bar, so that notes can follow; later progress is not shown. */
  public void end() {
    ProgressBar open;
    synchronized (this) {
      open = bar;
      bar = null;
      closed = true;
    }
    if (open != null) {
      // Not under the lock: it waits for its own thread.
      open.close();
    }
  }
}
