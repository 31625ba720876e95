package io.github.nlptoolkit.cli.terminal;

import io.github.nlptoolkit.bert.sentence.EmbeddingListener;
import io.github.nlptoolkit.bert.sentence.EmbeddingProgress;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Counts the texts that one command embeds, in one call or in many, and shows a bar to a person who
 * watches, if it takes longer than a moment. Thread-safe.
 */
public final class ProgressDisplay implements AutoCloseable {

  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
  private static final int UPDATE_MILLIS = 200;

  private final Terminal terminal;
  private final String task;
  private final long started = System.nanoTime();
  private final long quietNanos;
  private final boolean fixedTotal;
  private final String unit;
  private long total;
  private long texts;
  private long truncated;
  private boolean closed;
  private @Nullable ProgressBar bar;

  /**
   * Starts counting.
   *
   * @param terminal where to show it
   * @param task what is done, one word
   * @param total how many texts there will be; 0 to learn it call by call, -1 if nobody knows
   */
  public ProgressDisplay(Terminal terminal, String task, long total) {
    this(terminal, task, total, "texts");
  }

  /**
   * Starts counting something else than texts.
   *
   * @param terminal where to show it
   * @param task what is done, one word
   * @param total how many there will be; 0 to learn it call by call, -1 if nobody knows
   * @param unit what is counted, in the plural
   */
  public ProgressDisplay(Terminal terminal, String task, long total, String unit) {
    this(terminal, task, total, unit, QUIET_NANOS);
  }

  ProgressDisplay(Terminal terminal, String task, long total, long quietNanos) {
    this(terminal, task, total, "texts", quietNanos);
  }

  private ProgressDisplay(
      Terminal terminal, String task, long total, String unit, long quietNanos) {
    this.unit = unit;
    this.quietNanos = quietNanos;
    this.terminal = terminal;
    this.task = task;
    this.total = total;
    this.fixedTotal = total != 0;
  }

  /**
   * A listener for one call of an embedder.
   *
   * @return a listener whose counts are added to those of the other calls
   */
  public EmbeddingListener call() {
    return new Call();
  }

  /**
   * Counts texts that are done.
   *
   * @param newTexts how many more
   * @param newTruncated how many of these were longer than the model takes
   */
  public void advance(long newTexts, long newTruncated) {
    add(newTexts, newTruncated, 0);
  }

  /**
   * How many texts were longer than the model takes.
   *
   * @return the number so far
   */
  public synchronized long truncated() {
    return truncated;
  }

  @Override
  public void close() {
    end();
  }

  /** Ends the bar, so that notes can follow; later progress is counted and not shown. */
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

  private synchronized void add(long newTexts, long newTruncated, long newTotal) {
    texts += newTexts;
    truncated += newTruncated;
    total += newTotal;
    if (!terminal.watched() || closed) {
      return;
    }
    if (bar == null) {
      if (System.nanoTime() - started < quietNanos) {
        return;
      }
      bar = open();
    }
    bar.maxHint(total);
    bar.stepTo(texts);
  }

  private ProgressBar open() {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setUnit(" " + unit, 1)
        .showSpeed()
        .setConsumer(new BarDrawing(terminal))
        .build();
  }

  /** One call: what it reports are totals of its own. */
  private final class Call implements EmbeddingListener {
    private long texts;
    private long truncated;
    private long total;

    @Override
    public synchronized void onProgress(EmbeddingProgress progress) {
      // With a total from the start, the calls' own are already in it.
      long ofCall = fixedTotal ? 0 : Math.max(0, progress.total());
      add(progress.texts() - texts, progress.truncated() - truncated, ofCall - total);
      texts = progress.texts();
      truncated = progress.truncated();
      total = ofCall;
    }
  }
}
