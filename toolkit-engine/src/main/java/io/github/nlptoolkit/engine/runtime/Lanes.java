package io.github.nlptoolkit.engine.runtime;

import static java.util.Objects.requireNonNull;

import io.github.nlptoolkit.engine.internal.djl.TorchEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that programs run on: as many lanes as cores, each of which runs an operator on one
 * thread, and one wide lane whose operators use all cores.
 *
 * <p>Several pieces of work go to the lanes side by side: no lane waits for another, so a core that
 * the system takes away holds up one piece only. The wide lane is for a piece that is alone: there
 * the barriers between operators cost less than the second core brings. When other processes take
 * cores away, such barriers get long; {@link LaneChoice} notices, and the wide lane rests.
 *
 * <p>Thread-safe. The threads are daemons, start at first use and stay.
 */
public final class Lanes {
  private static final String PROPERTY = "nlptoolkit.threads";

  private final int width;
  private final boolean wideAllowed;
  private final ThreadPoolExecutor narrow;
  private final ThreadPoolExecutor wide;
  private final AtomicInteger busy = new AtomicInteger();
  private final LaneChoice choice = new LaneChoice();

  private Lanes(int width, boolean wideAllowed) {
    this.width = width;
    this.wideAllowed = wideAllowed && width > 1;
    this.narrow = pool("nlptoolkit-lane", width, 1);
    this.wide = pool("nlptoolkit-wide-lane", 1, width);
  }

  private static final class Shared {
    static final Lanes LANES = new Lanes(threads(), !passiveWaiting());
  }

  /**
   * The lanes of this JVM: as many as the system property {@code nlptoolkit.threads} says, by
   * default as many as the JVM may use cores.
   *
   * @return the lanes
   * @throws IllegalArgumentException if the property is no number from 1 to 1024
   */
  public static Lanes shared() {
    return Shared.LANES;
  }

  /**
   * How many threads the lanes of this JVM have.
   *
   * @return the number, at least 1
   * @throws IllegalArgumentException if the system property {@code nlptoolkit.threads} is no number
   *     from 1 to 1024
   */
  public static int threads() {
    String text = System.getProperty(PROPERTY);
    if (text == null || text.isBlank()) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      int threads = Integer.parseInt(text.strip());
      if (threads >= 1 && threads <= 1024) {
        return threads;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(rule(text), e);
    }
    throw new IllegalArgumentException(rule(text));
  }

  private static String rule(String text) {
    return "the system property " + PROPERTY + " must be from 1 to 1024, got \"" + text + "\"";
  }

  /** Threads of one operator that sleep at each barrier cost more than they bring. */
  private static boolean passiveWaiting() {
    String policy = System.getenv("OMP_WAIT_POLICY");
    return policy != null && policy.toLowerCase(Locale.ROOT).equals("passive");
  }

  private static ThreadPoolExecutor pool(String name, int size, int operatorThreads) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        size,
        size,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> {
          Runnable prepared =
              () -> {
                TorchEngine.prepareThread(operatorThreads);
                work.run();
              };
          Thread thread = new Thread(prepared, name + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * How many pieces of work run side by side.
   *
   * @return the number of lanes, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Runs one piece of work on a lane with one thread and waits for it.
   *
   * @param <T> the type of its result
   * @param work the work
   * @return its result
   * @throws CancellationException if the calling thread is interrupted; it stays so
   */
  public <T> T run(Callable<T> work) {
    return runAll(List.of(work)).get(0);
  }

  /**
   * Whether the wide lane can be used: it exists, and nothing else runs.
   *
   * @return whether it is free
   */
  public boolean wideIsFree() {
    return wideAllowed && busy.get() == 0;
  }

  /**
   * Runs one piece of work on the wide lane and waits for it.
   *
   * @param <T> the type of its result
   * @param work the work
   * @return its result
   * @throws CancellationException if the calling thread is interrupted; it stays so
   */
  public <T> T runWide(Callable<T> work) {
    return round(List.of(work), wide, 1).get(0);
  }

  /**
   * Runs one piece of work that gives the same result on any lane: on the wide one if that is free
   * and has lately been the faster, else on one with one thread.
   *
   * @param <T> the type of its result
   * @param size how much work it is: pieces of equal size take about as long
   * @param work the work
   * @return its result
   * @throws CancellationException if the calling thread is interrupted; it stays so
   */
  public <T> T runFaster(int size, Callable<T> work) {
    if (!wideIsFree()) {
      return run(work);
    }
    long start = System.nanoTime();
    boolean isWide = choice.wide(size, start);
    T result = isWide ? runWide(work) : run(work);
    long end = System.nanoTime();
    if (isWide) {
      choice.wideTook(size, end - start, end);
    } else {
      choice.narrowTook(size, end - start);
    }
    return result;
  }

  /**
   * Runs pieces of work side by side, each on a lane of one thread, and waits for all of them. If
   * one throws, or the caller is interrupted, those that have not begun are dropped, those that
   * have are waited for.
   *
   * @param <T> the type of their results
   * @param works the pieces
   * @return their results, in order
   * @throws CancellationException if the calling thread is interrupted; it stays so
   */
  public <T> List<T> runAll(List<Callable<T>> works) {
    return works.isEmpty() ? List.of() : round(works, narrow, Math.min(width, works.size()));
  }

  /**
   * Has a piece of work done on a lane with one thread, after what waits there, and does not wait
   * for it.
   *
   * @param work the work, which throws nothing
   */
  public void start(Runnable work) {
    TorchEngine.start();
    busy.incrementAndGet();
    narrow.execute(
        () -> {
          try {
            work.run();
          } finally {
            busy.decrementAndGet();
          }
        });
  }

  private <T> List<T> round(List<Callable<T>> works, ThreadPoolExecutor pool, int runners) {
    TorchEngine.start();
    busy.addAndGet(works.size());
    try {
      return new Round<>(works, pool, runners).results();
    } finally {
      busy.addAndGet(-works.size());
    }
  }

  /**
   * The work of one caller. Its runners take a piece each and queue up again after it, so that
   * callers take turns.
   */
  private static final class Round<T> implements Runnable {
    private final List<Callable<T>> works;
    private final ThreadPoolExecutor pool;
    private final List<@Nullable T> results;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch runners;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    Round(List<Callable<T>> works, ThreadPoolExecutor pool, int runners) {
      this.works = works;
      this.pool = pool;
      this.results = new ArrayList<>(Collections.nCopies(works.size(), null));
      this.runners = new CountDownLatch(runners);
      for (int i = 0; i < runners; i++) {
        pool.execute(this);
      }
    }

    @Override
    public void run() {
      int index = stopped ? works.size() : next.getAndIncrement();
      if (index >= works.size()) {
        runners.countDown();
        return;
      }
      try {
        results.set(index, works.get(index).call());
      } catch (Throwable e) { // an OutOfMemoryError, too, belongs to the caller, not to the lane
        failure = e;
        stopped = true;
      }
      pool.execute(this);
    }

    List<T> results() {
      boolean interrupted = false;
      while (true) {
        try {
          runners.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
          stopped = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted between batches");
      }
      Throwable thrown = failure;
      if (thrown instanceof RuntimeException e) {
        throw e;
      } else if (thrown instanceof Error e) {
        throw e;
      } else if (thrown != null) {
        throw new IllegalStateException(thrown);
      }
      List<T> complete = new ArrayList<>(results.size());
      for (T result : results) {
        complete.add(requireNonNull(result, "result"));
      }
      return complete;
    }
  }
}
