package io.github.nlptoolkit.bert.internal.shorttext;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A caller and its helpers, who share numbered pieces of work that take microseconds. The caller
 * waits for no helper to come: whoever is free takes the next piece, the caller does all of them if
 * nobody else does, and waits only for pieces that have begun.
 *
 * <p>For one caller at a time. Helpers are daemons; they watch for work for a short while after the
 * last one, then sleep.
 */
final class Team {
  /** How long a helper watches. */
  private static final long WATCH_NANOS = 300_000;

  /** A helper that watches looks at the clock each so many turns. */
  private static final int TURNS = 64;

  /** A caller that waits gives its core away after so many turns. */
  private static final int PATIENCE = 4096;

  private static final int PIECE_BITS = 24;
  private static final long PIECE_MASK = (1L << PIECE_BITS) - 1;

  /** What is to be done. */
  @FunctionalInterface
  interface Work {
    /**
     * Does a piece.
     *
     * @param piece its number
     */
    void run(int piece);
  }

  private final Thread[] helpers;

  /** The number of the round above, how many of its pieces nobody has taken below. */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicInteger sleeping = new AtomicInteger();
  private volatile Work work = piece -> {};
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /**
   * Makes a team.
   *
   * @param size the caller and its helpers, at least 1
   */
  Team(int size) {
    this.helpers = new Thread[size - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Thread(this::help, "nlptoolkit-short-text-" + (i + 1));
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
  }

  /** Wakes the helpers, before some rounds. */
  void wake() {
    if (sleeping.get() > 0) {
      for (Thread helper : helpers) {
        LockSupport.unpark(helper);
      }
    }
  }

  /**
   * Has all pieces of a round done.
   *
   * @param pieces how many, 1 to some millions
   * @param round what they are
   */
  @SuppressWarnings("ThreadPriorityCheck") // a helper may be waiting for this very core
  void run(int pieces, Work round) {
    work = round;
    unfinished.set(pieces);
    ticket.set((((ticket.get() >>> PIECE_BITS) + 1) << PIECE_BITS) | pieces);
    takePieces();
    for (int turn = 0; unfinished.get() > 0; turn++) {
      if (turn < PATIENCE) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("a helper failed", thrown);
    }
  }

  /** Takes pieces as long as there are any. A round cannot end between taking one and doing it. */
  private boolean takePieces() {
    boolean some = false;
    while (true) {
      long seen = ticket.get();
      int left = (int) (seen & PIECE_MASK);
      if (left == 0) {
        return some;
      }
      if (ticket.compareAndSet(seen, seen - 1)) {
        some = true;
        try {
          work.run(left - 1);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
  }

  private void help() {
    long lastWork = System.nanoTime();
    for (int turn = 1; !closed; turn++) {
      if (takePieces()) {
        lastWork = System.nanoTime();
      } else if (turn % TURNS == 0 && System.nanoTime() - lastWork > WATCH_NANOS) {
        sleep();
        lastWork = System.nanoTime();
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private void sleep() {
    sleeping.incrementAndGet();
    if (!closed && (ticket.get() & PIECE_MASK) == 0) {
      LockSupport.park(this);
    }
    sleeping.decrementAndGet();
  }

  /** Sends the helpers home. */
  void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
