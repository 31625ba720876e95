package io.github.nlptoolkit.cli.terminal;

import io.github.nlptoolkit.models.hub.DownloadListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a person who watches how a download gets on: a bar for each file that is large enough to
 * take a moment. Not thread-safe.
 */
public final class DownloadDisplay implements DownloadListener, AutoCloseable {

  private static final long SMALL_BYTES = 1 << 20;
  private static final int UPDATE_MILLIS = 200;

  private final Terminal terminal;
  private String file = "";
  private @Nullable ProgressBar bar;

  /**
   * Shows nothing yet.
   *
   * @param terminal where to show it
   */
  public DownloadDisplay(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void progress(String name, long doneBytes, long totalBytes) {
    if (!terminal.watched()) {
      return;
    }
    if (!name.equals(file)) {
      close();
      file = name;
    }
    ProgressBar open = bar;
    if (open == null && (totalBytes < 0 || totalBytes >= SMALL_BYTES)) {
      open = open(name, totalBytes);
      bar = open;
    }
    if (open != null) {
      open.stepTo(doneBytes);
    }
  }

  private ProgressBar open(String name, long totalBytes) {
    return new ProgressBarBuilder()
        .setTaskName(name.substring(name.lastIndexOf('/') + 1))
        .setInitialMax(totalBytes)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setUnit(" MB", 1_000_000)
        .showSpeed()
        .setConsumer(new BarDrawing(terminal))
        .build();
  }

  @Override
  public void close() {
    ProgressBar open = bar;
    bar = null;
    if (open != null) {
      open.close();
    }
  }
}
