package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.Arrays;

/** Moves centres to the means of their rows until nothing changes any more. Not thread-safe. */
final class LloydIterations {
  private final ClusteredRows rows;
  private final double[] weights;
  private final boolean spherical;
  private final int maxIterations;
  private final double enough;
  private final NearestCentres nearest;
  private final int[] labels;

  /** The sums of the rows of each cluster and of their weights, and which rows are in them. */
  private final int[] summed;

  private double[][] sums = new double[0][];
  private double[] masses = new double[0];
  private int[] members = new int[0];

  LloydIterations(
      ClusteredRows rows, double[] weights, boolean spherical, int maxIterations, double enough) {
    this.rows = rows;
    this.weights = weights;
    this.spherical = spherical;
    this.maxIterations = maxIterations;
    this.enough = enough;
    this.nearest = new NearestCentres(rows);
    this.labels = nearest.labels();
    this.summed = new int[rows.count];
    Arrays.fill(summed, -1);
  }

  KMeansClusters run(double[][] start) {
    double[][] centres = centres(start, spherical);
    sums = new double[start.length][rows.dimension];
    masses = new double[start.length];
    members = new int[start.length];
    int iteration = 0;
    boolean settled = false;
    while (iteration < maxIterations && !settled) {
      iteration++;
      nearest.update(centres);
      settled = !sum() && iteration > 1;
      double[][] moved = moved(centres);
      double move = 0;
      for (int c = 0; c < centres.length; c++) {
        move += squared(centres[c], moved[c]);
      }
      centres = moved;
      settled |= move <= enough;
    }
    // Labels are those of the last centres.
    nearest.update(centres);
    return result(rows, weights, centres, labels, iteration, spherical);
  }

  static double[][] centres(double[][] means, boolean spherical) {
    double[][] centres = new double[means.length][];
    for (int c = 0; c < centres.length; c++) {
      centres[c] = spherical ? unit(means[c]) : means[c].clone();
    }
    return centres;
  }

  /** The clusters of centres that do not move any more. */
  static KMeansClusters result(
      ClusteredRows rows, double[] weights, double[][] centres, int iterations, boolean spherical) {
    NearestCentres nearest = new NearestCentres(rows);
    nearest.update(centres);
    return result(rows, weights, centres, nearest.labels(), iterations, spherical);
  }

  private static KMeansClusters result(
      ClusteredRows rows,
      double[] weights,
      double[][] centres,
      int[] labels,
      int iterations,
      boolean spherical) {
    double[] distances = rows.distances(centres, labels);
    double inertia = 0;
    for (int row = 0; row < rows.count; row++) {
      inertia += weights[row] * distances[row];
    }
    return new KMeansClusters(labels.clone(), centres, inertia, iterations, spherical);
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  private static double[] unit(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    double[] unit = vector.clone();
    for (int i = 0; i < unit.length && sum > 0; i++) {
      unit[i] /= Math.sqrt(sum);
    }
    return unit;
  }

  /**
   * Takes the rows that have changed out of the sums of one cluster into those of another; each is
   * summed by one thread in the order of the rows.
   *
   * @return whether any has changed
   */
  private boolean sum() {
    int k = sums.length;
    int[] ends = new int[k];
    int changed = 0;
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] != summed[row]) {
        changed++;
        ends[labels[row]]++;
        if (summed[row] >= 0) {
          ends[summed[row]]++;
        }
      }
    }
    for (int c = 1; c < k; c++) {
      ends[c] += ends[c - 1];
    }
    int[] order = new int[k == 0 ? 0 : ends[k - 1]];
    int[] next = ends.clone();
    for (int row = rows.count - 1; row >= 0; row--) {
      if (labels[row] != summed[row]) {
        order[--next[labels[row]]] = row;
        if (summed[row] >= 0) {
          order[--next[summed[row]]] = row;
        }
      }
    }
    Workers.run(
        order.length < 1024 ? 1 : Workers.defaultThreads(),
        k,
        () ->
            cluster -> {
              int c = (int) cluster;
              for (int i = c == 0 ? 0 : ends[c - 1]; i < ends[c]; i++) {
                int row = order[i];
                int sign = labels[row] == c ? 1 : -1;
                rows.addTo(row, sign * weights[row], sums[c]);
                masses[c] += sign * weights[row];
                members[c] += weights[row] > 0 ? sign : 0;
              }
              if (members[c] == 0) {
                // Without what rounding has left.
                masses[c] = 0;
                Arrays.fill(sums[c], 0);
              }
            });
    System.arraycopy(labels, 0, summed, 0, labels.length);
    return changed > 0;
  }

  /** The means of the rows by label. */
  private double[][] moved(double[][] centres) {
    int k = centres.length;
    double[][] means = new double[k][];
    for (int c = 0; c < k; c++) {
      means[c] = sums[c].clone();
    }
    double[] counted = masses.clone();
    fillEmpty(centres, means, counted);
    for (int c = 0; c < k; c++) {
      if (counted[c] > 0) {
        for (int i = 0; i < rows.dimension; i++) {
          means[c][i] /= counted[c];
        }
      } else {
        means[c] = centres[c];
      }
      means[c] = spherical ? unit(means[c]) : means[c];
    }
    return means;
  }

  /** Gives each empty cluster the row that is farthest from its centre, which loses it. */
  private void fillEmpty(double[][] centres, double[][] means, double[] counted) {
    boolean[] taken = new boolean[0];
    double[] distances = new double[0];
    for (int c = 0; c < counted.length; c++) {
      if (counted[c] > 0) {
        continue;
      }
      if (taken.length == 0) {
        taken = new boolean[rows.count];
        distances = rows.distances(centres, labels);
      }
      int farthest = -1;
      for (int row = 0; row < rows.count; row++) {
        boolean farther = farthest < 0 || distances[row] > distances[farthest];
        if (!taken[row] && weights[row] > 0 && distances[row] > 0 && farther) {
          farthest = row;
        }
      }
      if (farthest < 0) {
        return;
      }
      taken[farthest] = true;
      double weight = weights[farthest];
      rows.addTo(farthest, -weight, means[labels[farthest]]);
      counted[labels[farthest]] -= weight;
      rows.addTo(farthest, weight, means[c]);
      counted[c] = weight;
    }
  }
}
