package io.github.nlptoolkit.models.hub;

import java.time.Duration;

/**
 * How long to wait and how often to try. Immutable and thread-safe.
 *
 * @param connect how long a connection may take to be made
 * @param silence how long a server may send nothing: before its answer and between two bytes of it
 * @param tries how often the same is tried in all, 1 or more; starts anew whenever 1 MiB of a file
 *     has arrived
 * @param firstPause the wait before the second try; doubles with each one, unless the server says
 *     how long to wait
 * @param longestPause the longest wait; a server that asks for a longer one is given up
 */
public record Patience(
    Duration connect, Duration silence, int tries, Duration firstPause, Duration longestPause) {

  /** 10 s to connect, 30 s of silence, 3 tries, 1 s before the second, at most 60 s each. */
  public static final Patience STANDARD =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          3,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60));

  /**
   * Makes a limit.
   *
   * @throws IllegalArgumentException if a time is not positive (a pause: negative), or there are no
   *     tries
   */
  public Patience {
    requireAtLeast(connect, 1, "connect");
    requireAtLeast(silence, 1, "silence");
    requireAtLeast(firstPause, 0, "firstPause");
    requireAtLeast(longestPause, 0, "longestPause");
    if (tries < 1) {
      throw new IllegalArgumentException("tries must be 1 or more, got " + tries);
    }
  }

  private static void requireAtLeast(Duration time, int millis, String name) {
    if (time.compareTo(Duration.ofMillis(millis)) < 0) {
      throw new IllegalArgumentException(name + " must be at least " + millis + " ms, got " + time);
    }
  }
}
