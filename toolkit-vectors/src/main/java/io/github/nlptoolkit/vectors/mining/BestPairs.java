package io.github.nlptoolkit.vectors.mining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best of many pairs, each once, in arrays of twice as many: when they are full, the better
 * half stays. A pair must have the same score each time. Not thread-safe.
 */
final class BestPairs {
  private static final int LEAST_ROOM = 1 << 10;

  private final int most;
  private long[] pairs = new long[LEAST_ROOM];
  private float[] scores = new float[LEAST_ROOM];
  private int size;
  private float worst = Float.NEGATIVE_INFINITY;

  BestPairs(int most) {
    this.most = most;
  }

  void add(int a, int b, float score) {
    if (score < worst) {
      return;
    }
    if (size == pairs.length) {
      makeRoom();
    }
    pairs[size] = ((long) Math.min(a, b) << 32) | Math.max(a, b);
    scores[size] = score;
    size++;
  }

  private void makeRoom() {
    long limit = Math.min(2L * most + LEAST_ROOM, Integer.MAX_VALUE - 8);
    if (pairs.length >= limit) {
      compact();
    }
    // Pairs that are there twice leave room; where they do not, and the limit allows, it grows.
    if (size > pairs.length / 2 && pairs.length < limit) {
      int room = (int) Math.min(limit, 2L * pairs.length);
      pairs = Arrays.copyOf(pairs, room);
      scores = Arrays.copyOf(scores, room);
    }
  }

  /** Sorts: the highest score first, of equal ones the lower rows; leaves each once. */
  private void compact() {
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      int bits = Float.floatToIntBits(scores[i] + 0f);
      int rising = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      order[i] = ((long) ~rising << 32) | i;
    }
    Arrays.sort(order);
    long[] sortedPairs = new long[size];
    float[] sortedScores = new float[size];
    for (int i = 0; i < size; i++) {
      int from = (int) order[i];
      sortedPairs[i] = pairs[from];
      sortedScores[i] = scores[from];
    }
    int kept = 0;
    for (int start = 0; start < size && kept < most; ) {
      int end = start + 1;
      while (end < size && sortedScores[end] == sortedScores[start]) {
        end++;
      }
      Arrays.sort(sortedPairs, start, end);
      for (int i = start; i < end && kept < most; i++) {
        if (i == start || sortedPairs[i] != sortedPairs[i - 1]) {
          scores[kept] = sortedScores[start];
          pairs[kept] = sortedPairs[i];
          kept++;
        }
      }
      start = end;
    }
    size = kept;
    if (kept == most) {
      worst = scores[kept - 1];
    }
  }

  /** All, the best first. */
  List<Pair> sorted() {
    compact();
    List<Pair> sorted = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      sorted.add(new Pair((int) (pairs[i] >>> 32), (int) pairs[i], scores[i]));
    }
    return List.copyOf(sorted);
  }
}
