package io.github.nlptoolkit.engine.runtime;

import java.util.HashMap;
import java.util.Map;

/**
 * Chooses the lane for a piece of work that is alone: the wide one, as long as it is faster than
 * one thread. What one thread needs is known from pieces of the same size. Where other processes
 * take cores away, or a size gains nothing from more cores, the wide lane is slow several times in
 * a short while; then it rests, longer each time. Thread-safe.
 */
final class LaneChoice {
  private static final long FIRST_REST_NANOS = 100_000_000L;
  private static final long LONGEST_REST_NANOS = 800_000_000L;

  /** Narrow calls of a size before its time counts; the first ones prepare kernels. */
  private static final int SAMPLES = 3;

  /** One of so many calls goes to one thread, to see how long that takes now. */
  private static final int REFRESH = 64;

  private static final int SLOW_CALL = 2;
  private static final int MANY_SLOW_CALLS = 6;

  /** More sizes than this are not looked at one by one. */
  private static final int SIZES = 4096;

  private final Map<Integer, Narrow> sizes = new HashMap<>();
  private int slowness;
  private int calls;
  private long rest = FIRST_REST_NANOS;
  private long restsUntil;
  private boolean resting;

  /** What one thread needs for a size. */
  private static final class Narrow {
    private int samples;
    private double nanos;

    void took(long time) {
      nanos = samples < SAMPLES ? time : nanos + (time - nanos) / 4;
      samples = Math.min(SAMPLES, samples + 1);
    }
  }

  /**
   * Which lane a piece should go to now.
   *
   * @param size its size
   * @param now the time in nanoseconds
   * @return whether the wide one
   */
  synchronized boolean wide(int size, long now) {
    if (resting) {
      if (now - restsUntil < 0) {
        return false;
      }
      resting = false;
      slowness = MANY_SLOW_CALLS - SLOW_CALL; // on trial: one slow call sends it back
    }
    Narrow narrow = sizes.get(size);
    calls++;
    return narrow != null && narrow.samples == SAMPLES && calls % REFRESH != 0;
  }

  /** Takes what one thread needed for a piece. */
  synchronized void narrowTook(int size, long nanos) {
    if (sizes.size() < SIZES || sizes.containsKey(size)) {
      sizes.computeIfAbsent(size, key -> new Narrow()).took(nanos);
    }
  }

  /** Takes what the wide lane needed for a piece, and when it ended. */
  synchronized void wideTook(int size, long nanos, long end) {
    Narrow narrow = sizes.get(size);
    if (narrow == null || narrow.samples < SAMPLES) {
      return;
    }
    if (nanos < narrow.nanos) {
      slowness = Math.max(0, slowness - 1);
      if (slowness == 0) {
        rest = FIRST_REST_NANOS;
      }
      return;
    }
    slowness += SLOW_CALL;
    if (slowness >= MANY_SLOW_CALLS) {
      resting = true;
      restsUntil = end + rest;
      rest = Math.min(2 * rest, LONGEST_REST_NANOS);
    }
  }
}
