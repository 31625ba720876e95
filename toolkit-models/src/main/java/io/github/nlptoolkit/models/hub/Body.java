package io.github.nlptoolkit.models.hub;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer, piece by piece, with a limit on the silence between two pieces; the JDK's
 * own streams wait for ever. Asks for one piece ahead, so that a fast server fills no memory. Not
 * thread-safe.
 */
final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  /** What the connection tells: a piece, a failure, or neither at the end. */
  private record Signal(List<ByteBuffer> piece, @Nullable Throwable failure, boolean last) {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Duration silence;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private boolean ended;

  Body(Flow.Publisher<List<ByteBuffer>> publisher, Duration silence) {
    this.silence = silence;
    publisher.subscribe(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription granted) {
    // May come later than the answer's head, so the first piece is asked for here.
    subscription = granted;
    if (closed) {
      granted.cancel();
    } else {
      granted.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> piece) {
    signals.add(new Signal(piece, null, false));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(List.of(), failure, true));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(List.of(), null, true));
  }

  /**
   * Waits for the next piece.
   *
   * @return the next bytes, at least none; null at the end
   * @throws HubException if nothing comes for too long, or the connection breaks
   */
  @Nullable List<ByteBuffer> next() throws IOException {
    if (ended) {
      return null;
    }
    Signal signal = await();
    ended = signal.last;
    Flow.Subscription granted = subscription;
    if (granted != null && !ended) {
      granted.request(1);
    }
    if (signal.failure != null) {
      throw HubException.passing(
          HubException.Reason.CONNECTION_FAILED,
          "the connection broke ("
              + Printable.of(String.valueOf(signal.failure.getMessage()))
              + ")",
          signal.failure);
    }
    return signal.last ? null : signal.piece;
  }

  private Signal await() throws IOException {
    Signal signal;
    try {
      signal = signals.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (signal == null) {
      throw HubException.passing(
          HubException.Reason.TIMED_OUT,
          "the server sent nothing for " + silence.toMillis() + " ms",
          (Throwable) null);
    }
    return signal;
  }

  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted =
        new InterruptedIOException("interrupted while downloading");
    interrupted.initCause(cause);
    return interrupted;
  }

  /** Hangs up, if the answer has not been read to its end. */
  @Override
  public void close() {
    closed = true;
    Flow.Subscription granted = subscription;
    if (!ended && granted != null) {
      granted.cancel();
    }
    ended = true;
  }
}
