package io.github.nlptoolkit.bert.encoder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs together what many threads bring one at a time: micro-batching, as a server of models does
 * it. Whoever is alone computes at once and knows nothing of batches. Whoever is not waits in a
 * queue; a lane that is free takes its share of all that are inside, so that each lane has about as
 * much as any other, and waits for that share no longer than {@value #MOST_WAIT_NANOS} ns after the
 * first of it came.
 *
 * <p>The queue is bounded: callers that find it full wait until there is room. Thread-safe.
 *
 * @param <T> the type of what is brought
 * @param <R> the type of what is computed of each
 */
final class MicroBatcher<T, R> {
  private static final long MOST_WAIT_NANOS = 200_000;

  /** What is done with a batch. Called on any lane. */
  interface Work<T, R> {
    /**
     * Whether a batch can take one more.
     *
     * @param batch what it has, at least one
     * @param next what comes next
     */
    boolean takes(List<T> batch, T next);

    /**
     * Computes a batch.
     *
     * @param batch the items, at least one
     * @return what each gives, in order
     */
    List<R> run(List<T> batch);
  }

  /** An item in the queue, or in a batch. Its result is empty if its batch failed. */
  private static final class Waiting<T, R> {
    final T item;
    final long since = System.nanoTime();
    final CompletableFuture<Optional<R>> result = new CompletableFuture<>();

    Waiting(T item) {
      this.item = item;
    }
  }

  private final Executor lanes;
  private final int width;
  private final int capacity;
  private final Work<T, R> work;
  private final AtomicInteger inside = new AtomicInteger();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Condition room = lock.newCondition();
  // Guarded by the lock:
  private final ArrayDeque<Waiting<T, R>> queue = new ArrayDeque<>();
  private int active;
  private int callers;

  /**
   * Makes one.
   *
   * @param lanes where batches run
   * @param width how many of them side by side, at least 1
   * @param capacity how many items wait at the most, at least 1
   * @param work what is done with them
   */
  MicroBatcher(Executor lanes, int width, int capacity, Work<T, R> work) {
    this.lanes = lanes;
    this.width = width;
    this.capacity = capacity;
    this.work = work;
  }

  /**
   * Computes an item: by itself if it is alone, or if the batch that it was in failed, so that
   * nobody is told of the failure of another.
   *
   * @param item the item
   * @param alone computes it by itself
   * @return what it gives
   * @throws CancellationException if the calling thread is interrupted; it stays so
   */
  R run(T item, Supplier<R> alone) {
    boolean isAlone = inside.getAndIncrement() == 0;
    try {
      return isAlone ? alone.get() : result(enqueued(item)).orElseGet(alone);
    } finally {
      inside.decrementAndGet();
    }
  }

  private Waiting<T, R> enqueued(T item) {
    lock.lock();
    try {
      while (queue.size() == capacity) {
        room.await();
      }
      Waiting<T, R> waiting = new Waiting<>(item);
      queue.add(waiting);
      if (active < width) {
        active++;
        lanes.execute(this::serve);
      }
      if (queue.size() >= share()) {
        more.signal();
      }
      return waiting;
    } catch (InterruptedException e) {
      throw interrupted();
    } finally {
      lock.unlock();
    }
  }

  private Optional<R> result(Waiting<T, R> waiting) {
    boolean interrupted = false;
    while (true) {
      try {
        Optional<R> result = waiting.result.get();
        if (interrupted) {
          throw interrupted();
        }
        return result;
      } catch (InterruptedException e) {
        if (dropped(waiting)) {
          throw interrupted();
        }
        interrupted = true; // its batch runs: it is waited for, as that of a list is
      } catch (ExecutionException e) {
        throw new AssertionError("results are never failures", e);
      }
    }
  }

  private boolean dropped(Waiting<T, R> waiting) {
    lock.lock();
    try {
      boolean dropped = queue.remove(waiting);
      if (dropped) {
        room.signal();
      }
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted before its batch");
  }

  /** How many items a lane should have, by how many there lately were and now are. */
  private int share() {
    int all = Math.max(callers, inside.get());
    return (all + width - 1) / width;
  }

  /** Runs batches on a lane until nothing waits. Others get their turn on it after each. */
  private void serve() {
    List<Waiting<T, R>> batch = taken();
    if (batch.isEmpty()) {
      return;
    }
    List<R> results = results(batch);
    lock.lock();
    try {
      callers = inside.get();
    } finally {
      lock.unlock();
    }
    for (int i = 0; i < batch.size(); i++) {
      batch
          .get(i)
          .result
          .complete(results.isEmpty() ? Optional.empty() : Optional.of(results.get(i)));
    }
    lanes.execute(this::serve);
  }

  /** Takes a batch. If there is none, this lane is free, which the next to come has to know. */
  private List<Waiting<T, R>> taken() {
    lock.lock();
    try {
      awaitShare();
      if (queue.isEmpty()) {
        active--;
        return List.of();
      }
      int share = share();
      List<Waiting<T, R>> batch = new ArrayList<>();
      List<T> items = new ArrayList<>();
      while (batch.size() < share && takesNext(items)) {
        Waiting<T, R> next = queue.remove();
        batch.add(next);
        items.add(next.item);
      }
      room.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private boolean takesNext(List<T> items) {
    Waiting<T, R> next = queue.peek();
    return next != null && (items.isEmpty() || work.takes(items, next.item));
  }

  private void awaitShare() {
    try {
      while (queue.size() < share()) {
        Waiting<T, R> first = queue.peek();
        long left = first == null ? 0 : first.since + MOST_WAIT_NANOS - System.nanoTime();
        if (left <= 0) {
          return;
        }
        more.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // what is there goes now
    }
  }

  private List<R> results(List<Waiting<T, R>> batch) {
    try {
      return work.run(batch.stream().map(waiting -> waiting.item).toList());
    } catch (RuntimeException | Error e) { // who waits computes by itself, and hears of its own
      return List.of();
    }
  }
}
