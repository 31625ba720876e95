package io.github.nlptoolkit.cli;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has the next element of an iterator computed while the last one is used, by one other thread: the
 * cores embed while numbers are written out. Not thread-safe; what the source throws is thrown
 * here, and ends it.
 */
final class Ahead<T> implements Iterator<T>, AutoCloseable {

  private static final long PATIENCE_MILLIS = 1000;

  private final Iterator<T> source;
  private final ExecutorService thread;
  private @Nullable Future<Optional<T>> coming;
  private boolean ended;

  Ahead(Iterator<T> source) {
    this.source = source;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread made = new Thread(work, "nlp-ahead");
              made.setDaemon(true);
              return made;
            });
    this.coming = start();
  }

  private Future<Optional<T>> start() {
    return thread.submit(() -> source.hasNext() ? Optional.of(source.next()) : Optional.empty());
  }

  @Override
  public boolean hasNext() {
    return coming != null && result(coming).isPresent();
  }

  @Override
  public T next() {
    if (coming == null) {
      throw new NoSuchElementException("no more elements");
    }
    T element = result(coming).orElseThrow(() -> new NoSuchElementException("no more elements"));
    coming = start();
    return element;
  }

  private Optional<T> result(Future<Optional<T>> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Stops the other thread, and waits for it a moment: it may be reading from somebody who writes
   * nothing, and no interrupt ends that.
   */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      ended = thread.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the other thread is known to have ended. */
  boolean ended() {
    return ended;
  }
}
