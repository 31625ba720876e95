package io.github.nlptoolkit.sequence.lattice;

import java.util.Arrays;

/**
 * The best path through flat score matrices, for callers that decode many sequences with the same
 * transitions: memory is kept between calls. {@link Lattice#best()} is the comfortable form.
 *
 * <p>Paper: A. Viterbi (1967), <i>Error bounds for convolutional codes and an asymptotically
 * optimum decoding algorithm</i>. Only scores are kept on the way forward; the label before is
 * found again on the way back, for the labels of the path alone. O(length × labels²) time, O(length
 * × labels) memory. Of equal paths it takes the lowest last label, then before each label the
 * lowest one that gives the same score, as CRFsuite does. Not thread-safe.
 */
public final class Viterbi {

  private final int labels;
  private final double[] transition;

  private final boolean changing;
  private final TransitionRows after;
  private final int[] used;

  /** The score of the best path to each label of each position. */
  private double[][] best = new double[0][];

  /**
   * Prepares for transitions.
   *
   * @param labels the number of labels, at least 1
   * @param transition row-major, labels × labels, the row is the label before; not copied: it may
   *     be changed between calls; finite or negative infinity
   * @throws IllegalArgumentException if the array has another size or there is no label
   */
  public Viterbi(int labels, double[] transition) {
    if (labels < 1) {
      throw new IllegalArgumentException("labels must be at least 1, got " + labels);
    }
    Scores.requireLength("transitions", transition.length, Scores.size(labels, labels));
    this.labels = labels;
    this.transition = transition;
    this.changing = true;
    this.after = new TransitionRows(labels);
    this.used = new int[labels];
  }

  /**
   * Prepares for transitions that do not change. Their start and end scores are the caller's to add
   * to the emissions of the first and last position.
   *
   * @param transitions of at least one label
   * @throws IllegalArgumentException if there is no label
   */
  public Viterbi(Transitions transitions) {
    if (transitions.labels() < 1) {
      throw new IllegalArgumentException("labels must be at least 1, got 0");
    }
    this.labels = transitions.labels();
    this.transition = transitions.scoresView();
    this.changing = false;
    this.after = transitions.rowsView();
    this.used = new int[labels];
  }

  /**
   * Finds the best path.
   *
   * @param emission row-major, length × labels, from index 0; may be longer; finite or negative
   *     infinity
   * @param length the number of positions, at least 0
   * @param path where the labels go, from index 0
   * @return the path's score, 0 for no positions; negative infinity if no path is possible, and
   *     {@code path} is then of no use
   */
  public double decode(double[] emission, int length, int[] path) {
    if (length == 0) {
      return 0;
    }
    if (best.length < length) {
      Scores.size(length, labels);
      best = new double[length][labels];
    }
    if (changing) {
      after.set(transition);
    }
    System.arraycopy(emission, 0, best[0], 0, labels);
    for (int t = 1; t < length; t++) {
      step(best[t - 1], best[t], emission, t * labels);
    }
    double[] row = best[length - 1];
    int last = 0;
    for (int l = 1; l < labels; l++) {
      if (row[l] > row[last]) {
        last = l;
      }
    }
    double score = row[last];
    if (score > Double.NEGATIVE_INFINITY) {
      trace(path, length, last);
    }
    return score;
  }

  /** current[j] = max over i of (previous[i] + transition[i][j]) + emission[j]. */
  private void step(double[] previous, double[] current, double[] emission, int at) {
    int count = select(previous);
    Arrays.fill(current, Double.NEGATIVE_INFINITY);
    int k = 0;
    for (; k + 3 < count; k += 4) {
      four(previous, k, current);
    }
    for (; k < count; k++) {
      one(previous[used[k]], after.rows[used[k]], current);
    }
    for (int j = 0; j < labels; j++) {
      current[j] += emission[at + j];
    }
  }

  /** The labels that can come before any label at all, ascending; returns how many. */
  private int select(double[] previous) {
    double floor = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < labels; i++) {
      floor = Math.max(floor, previous[i] + after.smallest[i]);
    }
    int count = 0;
    for (int i = 0; i < labels; i++) {
      if (previous[i] + after.largest[i] >= floor) {
        used[count++] = i;
      }
    }
    return count;
  }

  private void four(double[] previous, int k, double[] current) {
    double a = previous[used[k]];
    double b = previous[used[k + 1]];
    double c = previous[used[k + 2]];
    double d = previous[used[k + 3]];
    double[] first = after.rows[used[k]];
    double[] second = after.rows[used[k + 1]];
    double[] third = after.rows[used[k + 2]];
    double[] fourth = after.rows[used[k + 3]];
    for (int j = 0; j < current.length; j++) {
      double ab = Math.max(a + first[j], b + second[j]);
      double cd = Math.max(c + third[j], d + fourth[j]);
      current[j] = Math.max(current[j], Math.max(ab, cd));
    }
  }

  private static void one(double a, double[] row, double[] current) {
    for (int j = 0; j < current.length; j++) {
      current[j] = Math.max(current[j], a + row[j]);
    }
  }

  private void trace(int[] path, int length, int last) {
    path[length - 1] = last;
    for (int t = length - 1; t > 0; t--) {
      double[] row = best[t - 1];
      int before = 0;
      double score = row[0] + transition[path[t]];
      for (int i = 1; i < labels; i++) {
        double other = row[i] + transition[i * labels + path[t]];
        if (other > score) {
          score = other;
          before = i;
        }
      }
      path[t - 1] = before;
    }
  }

  /** The score of the best path that ends with a label at a position, after {@code decode}. */
  double bestView(int position, int label) {
    return best[position][label];
  }
}
