package io.github.nlptoolkit.sequence.crf.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A bounded number of named threads for the length of a training; the caller is one of them. */
final class Workers implements AutoCloseable {

  private final int threads;
  private final @Nullable ExecutorService pool;

  Workers(int threads) {
    this.threads = threads;
    this.pool = threads == 1 ? null : pool(threads - 1);
  }

  private static ExecutorService pool(int size) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        size,
        size,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = new Thread(task, "crf-training-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  int threads() {
    return threads;
  }

  /** Runs a task for each number below {@code count}, and waits for all. */
  void run(int count, IntConsumer task) {
    if (pool == null || count == 1) {
      for (int i = 0; i < count; i++) {
        task.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable all =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            task.accept(i);
          }
        };
    List<Future<?>> running = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, count); i++) {
      running.add(pool.submit(all));
    }
    all.run();
    for (Future<?> future : running) {
      await(future);
    }
  }

  private static void await(Future<?> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          future.get();
          return;
        } catch (InterruptedException e) {
          // The arrays are still being written to: the work must end first.
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a training thread failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
