package io.github.nlptoolkit.word2vec.train;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A corpus in pieces, which threads take one after another: a thread that the system holds up holds
 * up nobody but its piece. The caller's thread is one of them. Not thread-safe.
 */
final class Pieces {

  private static final int PIECES_PER_THREAD = 16;
  private static final long SMALLEST = 1 << 16;
  private static final long LARGEST = 1 << 24;

  private final Corpus corpus;
  private final int threads;
  private final long pieceSize;
  private final int count;

  Pieces(Corpus corpus, int threads) {
    this.corpus = corpus;
    this.threads = threads;
    long even = corpus.size() / ((long) threads * PIECES_PER_THREAD) + 1;
    pieceSize = Math.max(SMALLEST, Math.min(LARGEST, even));
    count = (int) ((corpus.size() + pieceSize - 1) / pieceSize);
  }

  int count() {
    return count;
  }

  /** What one thread does. */
  interface Worker {
    /** Works through a piece that {@code sentences} is at the start of. */
    void work(int piece, SentenceReader sentences) throws IOException;

    /** Called once, after the last piece of this worker. */
    default void end(SentenceReader sentences) {}
  }

  /**
   * Runs workers over the pieces from one on, in order, until all are done.
   *
   * @param stop asked before each piece; once true, the pieces that have begun are the last ones
   * @return the first piece that has not been done: {@link #count()} if all are
   * @throws InterruptedIOException if the calling thread is interrupted
   */
  int run(int from, BooleanSupplier stop, Supplier<Worker> workers) throws IOException {
    AtomicInteger next = new AtomicInteger(from);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable loop =
        () -> {
          try (SentenceReader sentences = new SentenceReader(corpus)) {
            Worker worker = workers.get();
            // Each thread does one piece at least, so that asking for a stop all the time ends too.
            for (boolean first = true;
                failure.get() == null && (first || !stop.getAsBoolean());
                first = false) {
              int piece = next.getAndIncrement();
              if (piece >= count) {
                break;
              }
              sentences.seek(piece * pieceSize, (piece + 1) * pieceSize);
              worker.work(piece, sentences);
              if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("training was interrupted");
              }
            }
            worker.end(sentences);
          } catch (ClosedByInterruptException e) {
            failure.compareAndSet(null, new InterruptedIOException("training was interrupted"));
          } catch (Throwable e) {
            failure.compareAndSet(null, e);
          }
        };
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread thread = new Thread(loop, "word2vec-" + i);
      thread.setDaemon(true);
      thread.start();
      helpers.add(thread);
    }
    loop.run();
    join(helpers, failure);
    rethrow(failure.get());
    return Math.min(count, next.get());
  }

  private static void join(List<Thread> threads, AtomicReference<Throwable> failure) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          failure.compareAndSet(null, new InterruptedIOException("training was interrupted"));
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }
}
