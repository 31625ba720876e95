package io.github.nlptoolkit.sequence.lattice;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Paths from the best downwards. A suffix of a path is kept with the score of the best whole path
 * that ends so. Taking the best suffix out of the queue puts two in: the one longer by its best
 * predecessor, and its next best sibling.
 */
final class BestPaths implements Iterator<LabelPath> {

  private final int length;
  private final int labels;
  private final double[] emission;
  private final double[] transition;
  private final Viterbi viterbi;
  private final PriorityQueue<Suffix> queue = new PriorityQueue<>();
  private long added;

  /**
   * A suffix that begins at a position.
   *
   * @param position where it begins
   * @param label its first label
   * @param rest the suffix after it
   * @param prefix the score of the best path to {@code label}, with the transition to the rest
   * @param after the score of the rest
   * @param order how many suffixes were made before it
   */
  private record Suffix(
      int position, int label, @Nullable Suffix rest, double prefix, double after, long order)
      implements Comparable<Suffix> {

    double total() {
      return prefix + after;
    }

    @Override
    public int compareTo(Suffix other) {
      int byScore = Double.compare(other.total(), total());
      if (byScore != 0) {
        return byScore;
      }
      int byPosition = Integer.compare(position, other.position);
      return byPosition != 0 ? byPosition : Long.compare(order, other.order);
    }
  }

  BestPaths(int length, int labels, double[] emission, double[] transition, Viterbi viterbi) {
    this.length = length;
    this.labels = labels;
    this.emission = emission;
    this.transition = transition;
    this.viterbi = viterbi;
    add(length - 1, null, Double.POSITIVE_INFINITY, -1);
  }

  @Override
  public boolean hasNext() {
    return !queue.isEmpty();
  }

  @Override
  public LabelPath next() {
    while (true) {
      Suffix suffix = queue.poll();
      if (suffix == null) {
        throw new NoSuchElementException("there are no more paths");
      }
      add(suffix.position, suffix.rest, suffix.prefix, suffix.label);
      if (suffix.position == 0) {
        return path(suffix);
      }
      add(suffix.position - 1, suffix, Double.POSITIVE_INFINITY, -1);
    }
  }

  /** Adds the best label before a suffix that comes after the one with this score and number. */
  private void add(int position, @Nullable Suffix rest, double score, int label) {
    int best = -1;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int l = 0; l < labels; l++) {
      double own = viterbi.bestView(position, l);
      if (rest != null) {
        own += transition[l * labels + rest.label];
      }
      boolean later = own < score || (own == score && l > label);
      if (later && own > bestScore) {
        best = l;
        bestScore = own;
      }
    }
    if (best < 0) {
      return;
    }
    double after = rest == null ? 0 : rest.after + emission[rest.position * labels + rest.label];
    if (rest != null && rest.rest != null) {
      after += transition[rest.label * labels + rest.rest.label];
    }
    queue.add(new Suffix(position, best, rest, bestScore, after, added++));
  }

  private LabelPath path(Suffix first) {
    int[] path = new int[length];
    for (Suffix s = first; s != null; s = s.rest) {
      path[s.position] = s.label;
    }
    return new LabelPath(path, first.total());
  }
}
