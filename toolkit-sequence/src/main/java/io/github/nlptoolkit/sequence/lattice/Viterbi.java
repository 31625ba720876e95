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
  private double[] best = new double[0];

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
    int size = Scores.size(length, labels);
    if (best.length < size) {
      best = new double[Math.max(size, (int) Math.min(Integer.MAX_VALUE - 8, best.length * 2L))];
    }
    System.arraycopy(emission, 0, best, 0, labels);
    for (int t = 1; t < length; t++) {
      step(emission, t);
    }
    int row = (length - 1) * labels;
    int last = 0;
    for (int l = 1; l < labels; l++) {
      if (best[row + l] > best[row + last]) {
        last = l;
      }
    }
    double score = best[row + last];
    if (score > Double.NEGATIVE_INFINITY) {
      trace(path, length, last);
    }
    return score;
  }

  /** best[t][j] = max over i of (best[t-1][i] + transition[i][j]) + emission[t][j]. */
  private void step(double[] emission, int t) {
    int n = labels;
    int previous = (t - 1) * n;
    int current = t * n;
    Arrays.fill(best, current, current + n, Double.NEGATIVE_INFINITY);
    int i = 0;
    for (; i + 3 < n; i += 4) {
      four(previous + i, i * n, current);
    }
    for (; i < n; i++) {
      one(previous + i, i * n, current);
    }
    for (int j = 0; j < n; j++) {
      best[current + j] += emission[current + j];
    }
  }

  private void four(int from, int row, int current) {
    int n = labels;
    double a = best[from];
    double b = best[from + 1];
    double c = best[from + 2];
    double d = best[from + 3];
    for (int j = 0; j < n; j++) {
      double ab = Math.max(a + transition[row + j], b + transition[row + n + j]);
      double cd = Math.max(c + transition[row + 2 * n + j], d + transition[row + 3 * n + j]);
      best[current + j] = Math.max(best[current + j], Math.max(ab, cd));
    }
  }

  private void one(int from, int row, int current) {
    double a = best[from];
    for (int j = 0; j < labels; j++) {
      best[current + j] = Math.max(best[current + j], a + transition[row + j]);
    }
  }

  private void trace(int[] path, int length, int last) {
    path[length - 1] = last;
    for (int t = length - 1; t > 0; t--) {
      int row = (t - 1) * labels;
      int before = 0;
      double score = best[row] + transition[path[t]];
      for (int i = 1; i < labels; i++) {
        double other = best[row + i] + transition[i * labels + path[t]];
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
    return best[position * labels + label];
  }
}
