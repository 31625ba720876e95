package io.github.nlptoolkit.ngram.internal.parallel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on some threads and hands their results to the caller's thread in the order of the
 * tasks, so that results do not depend on the number of threads. Only a few results wait at a time.
 */
public final class InOrder implements AutoCloseable {

  /** Where tasks come from: asked in the caller's thread. */
  @FunctionalInterface
  public interface Source<T> {
    /** The next task; null after the last. */
    @Nullable Callable<T> next() throws IOException;
  }

  /** What takes results, in the caller's thread. */
  @FunctionalInterface
  public interface Sink<T> {
    /** Takes a result. */
    void accept(T result) throws IOException;
  }

  /** A task known by its number. */
  @FunctionalInterface
  public interface Numbered<T> {
    /** Does it. */
    T run(int number) throws IOException;
  }

  private final int threads;
  private @Nullable ExecutorService pool;

  /**
   * Makes the threads; they start with the first task.
   *
   * @param threads how many, at least 1; with 1 all is done in the caller's thread
   */
  public InOrder(int threads) {
    this.threads = threads;
  }

  /** How many threads work. */
  public int threads() {
    return threads;
  }

  /** Runs tasks with numbers from 0. */
  public <T> void run(int count, Numbered<T> work, Sink<T> sink) throws IOException {
    AtomicInteger next = new AtomicInteger();
    run(
        () -> {
          int number = next.getAndIncrement();
          return number < count ? () -> work.run(number) : null;
        },
        sink);
  }

  /** Runs all tasks of a source. */
  public <T> void run(Source<T> source, Sink<T> sink) throws IOException {
    if (threads == 1) {
      for (Callable<T> task = source.next(); task != null; task = source.next()) {
        sink.accept(direct(task));
      }
      return;
    }
    ArrayDeque<Future<T>> waiting = new ArrayDeque<>();
    try {
      boolean more = true;
      while (more || !waiting.isEmpty()) {
        while (more && waiting.size() < 2 * threads) {
          Callable<T> task = source.next();
          more = task != null;
          if (task != null) {
            waiting.add(pool().submit(task));
          }
        }
        Future<T> first = waiting.poll();
        if (first != null) {
          sink.accept(result(first));
        }
      }
    } finally {
      waiting.forEach(task -> task.cancel(true));
    }
  }

  private ExecutorService pool() {
    ExecutorService open = pool;
    if (open == null) {
      AtomicInteger number = new AtomicInteger();
      open =
          Executors.newFixedThreadPool(
              threads,
              work -> {
                Thread thread = new Thread(work, "ngram-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      pool = open;
    }
    return open;
  }

  private static <T> T direct(Callable<T> task) throws IOException {
    try {
      return task.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static <T> T result(Future<T> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted");
      stopped.initCause(e);
      throw stopped;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failure) {
        throw failure;
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error failure) {
        throw failure;
      }
      throw new IOException(cause);
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
      pool = null;
    }
  }
}
