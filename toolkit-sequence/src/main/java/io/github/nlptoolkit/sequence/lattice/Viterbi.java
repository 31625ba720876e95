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

  /** The largest and the smallest score after each label. */
  private final double[] largest;

  private final double[] smallest;
  private final int[] used;
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
    this.largest = new double[labels];
    this.smallest = new double[labels];
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
    int size = Scores.size(length, labels);
    if (best.length < size) {
      best = new double[Math.max(size, (int) Math.min(Integer.MAX_VALUE - 8, best.length * 2L))];
    }
    bound();
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

  private void bound() {
    for (int i = 0; i < labels; i++) {
      double high = transition[i * labels];
      double low = high;
      for (int j = i * labels + 1; j < (i + 1) * labels; j++) {
        high = Math.max(high, transition[j]);
        low = Math.min(low, transition[j]);
      }
      largest[i] = high;
      smallest[i] = low;
    }
  }

  /** best[t][j] = max over i of (best[t-1][i] + transition[i][j]) + emission[t][j]. */
  private void step(double[] emission, int t) {
    int n = labels;
    int previous = (t - 1) * n;
    int current = t * n;
    int count = select(previous);
    Arrays.fill(best, current, current + n, Double.NEGATIVE_INFINITY);
    int k = 0;
    for (; k + 3 < count; k += 4) {
      four(previous, k, current);
    }
    for (; k < count; k++) {
      one(previous + used[k], used[k] * n, current);
    }
    for (int j = 0; j < n; j++) {
      best[current + j] += emission[current + j];
    }
  }

  /** The labels that can come before any label at all, ascending; returns how many. */
  private int select(int previous) {
    double floor = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < labels; i++) {
      floor = Math.max(floor, best[previous + i] + smallest[i]);
    }
    int count = 0;
    for (int i = 0; i < labels; i++) {
      if (best[previous + i] + largest[i] >= floor) {
        used[count++] = i;
      }
    }
    return count;
  }

  private void four(int previous, int k, int current) {
    int n = labels;
    double a = best[previous + used[k]];
    double b = best[previous + used[k + 1]];
    double c = best[previous + used[k + 2]];
    double d = best[previous + used[k + 3]];
    int first = used[k] * n;
    int second = used[k + 1] * n;
    int third = used[k + 2] * n;
    int fourth = used[k + 3] * n;
    for (int j = 0; j < n; j++) {
      double ab = Math.max(a + transition[first + j], b + transition[second + j]);
      double cd = Math.max(c + transition[third + j], d + transition[fourth + j]);
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
