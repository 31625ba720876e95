package io.github.nlptoolkit.vectors.internal.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does numbered pieces of work on some threads, the caller's among them. They end with the call.
 */
public final class Workers {
  private Workers() {}

  /** What one thread does. */
  @FunctionalInterface
  public interface Worker {
    /**
     * Does one piece.
     *
     * @param piece its number; the numbers that one thread gets rise
     */
    void run(long piece);
  }

  /**
   * How many threads compute by default.
   *
   * @return {@code nlptoolkit.threads}, or as many as there are cores
   */
  public static int defaultThreads() {
    int wanted = Integer.getInteger("nlptoolkit.threads", 0);
    return wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
  }

  /**
   * Does all pieces and waits for them.
   *
   * @param threads at most how many threads, at least 1
   * @param pieces how many pieces
   * @param workers makes what one thread works with; called on the calling thread
   * @throws CancellationException if the calling thread is interrupted; it stays so
   */
  public static void run(int threads, long pieces, Supplier<? extends Worker> workers) {
    int count = (int) Math.max(1, Math.min(threads, pieces));
    AtomicLong next = new AtomicLong();
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> others = new ArrayList<>(count - 1);
    Worker own = workers.get();
    for (int i = 1; i < count; i++) {
      Worker worker = workers.get();
      Thread thread =
          new Thread(() -> work(worker, next, pieces, stopped, failure), "nlptoolkit-vectors-" + i);
      thread.setDaemon(true);
      others.add(thread);
    }
    others.forEach(Thread::start);
    work(own, next, pieces, stopped, failure);
    join(others, stopped);
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted during a search");
    }
  }

  private static void work(
      Worker worker,
      AtomicLong next,
      long pieces,
      AtomicBoolean stopped,
      AtomicReference<@Nullable Throwable> failure) {
    try {
      while (!stopped.get()) {
        long piece = next.getAndIncrement();
        if (piece >= pieces) {
          return;
        }
        if (Thread.currentThread().isInterrupted()) {
          stopped.set(true);
          return;
        }
        worker.run(piece);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      stopped.set(true);
    }
  }

  private static void join(List<Thread> threads, AtomicBoolean stopped) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          stopped.set(true);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
