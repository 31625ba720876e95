package io.github.nlptoolkit.engine.train;

import org.jspecify.annotations.Nullable;

/** Lets the parts add their gradients in order, for sums that do not depend on who is first. */
final class Turns {
  private int next;
  private @Nullable Throwable failure;

  synchronized void await(int turn) {
    // Parts begin in order, so the one that is waited for is running or has ended.
    while (next < turn && failure == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("a lane was interrupted", e);
      }
    }
    // The same for all: whichever part ends last, its caller is told of the first failure.
    if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
  }

  synchronized void next(int turn) {
    next = turn + 1;
    notifyAll();
  }

  synchronized void fail(Throwable e) {
    failure = failure == null ? e : failure;
    notifyAll();
  }
}
