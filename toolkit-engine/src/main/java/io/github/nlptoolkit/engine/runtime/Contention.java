package io.github.nlptoolkit.engine.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;

/**
 * Notices that other processes take the cores away. Threads that share an operator wait for each
 * other at its end: they spin a little, then sleep. So a call that took much longer than the thread
 * was running had to wait for one that was not, and shared operators are left alone for a while,
 * longer each time. Thread-safe.
 */
final class Contention {
  private static final long FIRST_PAUSE_NANOS = 250_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 8_000_000_000L;
  private static final long NOISE_NANOS = 200_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long pause = FIRST_PAUSE_NANOS;
  private long pausedUntil;
  private boolean paused;

  /** Whether operators may be shared now. */
  synchronized boolean quiet(long now) {
    if (paused && now - pausedUntil >= 0) {
      paused = false;
    }
    return !paused;
  }

  /** Runs something on the wide lane and looks how it fared. */
  <T> T watch(Callable<T> work) throws Exception {
    if (!THREADS.isCurrentThreadCpuTimeSupported()) {
      return work.call();
    }
    long cpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    T result = work.call();
    long end = System.nanoTime();
    fared(end - start, THREADS.getCurrentThreadCpuTime() - cpu, end);
    return result;
  }

  /** Takes a call's length, how long its thread ran, and when it ended, all in nanoseconds. */
  synchronized void fared(long wall, long cpu, long end) {
    if (wall - cpu > wall / 4 + NOISE_NANOS) {
      paused = true;
      pausedUntil = end + pause;
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    } else {
      pause = Math.max(FIRST_PAUSE_NANOS, pause - pause / 16);
    }
  }
}
