package io.github.nlptoolkit.models.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Counts the tries of one thing and waits between them. Not thread-safe. */
final class Retries {

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /** What is tried. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException;
  }

  private static final int MAX_DOUBLINGS = 30;

  private final Patience patience;
  private final Pause pause;
  private int failures;

  Retries(Patience patience, Pause pause) {
    this.patience = patience;
    this.pause = pause;
  }

  /** Tries until it succeeds, fails for good, or has failed too often. */
  <T> T run(Attempt<T> attempt) throws IOException {
    while (true) {
      try {
        return attempt.run();
      } catch (HubException e) {
        failed(e);
      }
    }
  }

  /** Forgets the failures so far: something was achieved since. */
  void progressed() {
    failures = 0;
  }

  /**
   * Waits for the next try.
   *
   * @throws HubException the failure itself, if there is to be no other try
   */
  void failed(HubException failure) throws IOException {
    failures++;
    if (!failure.isPassing()) {
      throw failure;
    }
    if (failures >= patience.tries()) {
      throw failure.with("tried " + failures + (failures == 1 ? " time" : " times"));
    }
    Optional<Duration> asked = failure.retryAfter();
    Duration wait = asked.orElseGet(this::backOff);
    if (wait.compareTo(patience.longestPause()) > 0) {
      throw failure.with(
          "the server asks to come again in "
              + wait.toSeconds()
              + " s, and at most "
              + patience.longestPause().toSeconds()
              + " s are waited");
    }
    try {
      pause.of(wait);
    } catch (InterruptedException e) {
      throw Body.interrupted(e);
    }
  }

  private Duration backOff() {
    Duration wait = patience.firstPause().multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return wait.compareTo(patience.longestPause()) > 0 ? patience.longestPause() : wait;
  }
}
