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
  private int[] labels;

  LloydIterations(
      ClusteredRows rows, double[] weights, boolean spherical, int maxIterations, double enough) {
    this.rows = rows;
    this.weights = weights;
    this.spherical = spherical;
    this.maxIterations = maxIterations;
    this.enough = enough;
    this.labels = new int[rows.count];
  }

  KMeansClusters run(double[][] start) {
    double[][] centres = new double[start.length][];
    for (int c = 0; c < start.length; c++) {
      centres[c] = spherical ? unit(start[c]) : start[c];
    }
    int[] before = new int[rows.count];
    Arrays.fill(before, -1);
    int iteration = 0;
    boolean settled = false;
    while (iteration < maxIterations && !settled) {
      iteration++;
      rows.assign(centres, labels);
      double[][] moved = moved(centres);
      double move = 0;
      for (int c = 0; c < centres.length; c++) {
        move += squared(centres[c], moved[c]);
      }
      centres = moved;
      settled = Arrays.equals(labels, before);
      if (settled || move <= enough) {
        break;
      }
      int[] swap = before;
      before = labels;
      labels = swap;
    }
    // Labels are those of the last centres.
    rows.assign(centres, labels);
    double[] distances = rows.distances(centres, labels);
    double inertia = 0;
    for (int row = 0; row < rows.count; row++) {
      inertia += weights[row] * distances[row];
    }
    return new KMeansClusters(labels.clone(), centres, inertia, iteration, spherical);
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

  /** The means of the rows by label; each is summed by one thread in the order of the rows. */
  private double[][] moved(double[][] centres) {
    int k = centres.length;
    int[] ends = new int[k];
    for (int label : labels) {
      ends[label]++;
    }
    for (int c = 1; c < k; c++) {
      ends[c] += ends[c - 1];
    }
    int[] order = new int[rows.count];
    int[] next = ends.clone();
    for (int row = rows.count - 1; row >= 0; row--) {
      order[--next[labels[row]]] = row;
    }
    double[][] sums = new double[k][rows.dimension];
    double[] masses = new double[k];
    Workers.run(
        rows.count < 1024 ? 1 : Workers.defaultThreads(),
        k,
        () ->
            cluster -> {
              int c = (int) cluster;
              for (int i = c == 0 ? 0 : ends[c - 1]; i < ends[c]; i++) {
                rows.addTo(order[i], weights[order[i]], sums[c]);
                masses[c] += weights[order[i]];
              }
            });
    fillEmpty(centres, sums, masses);
    for (int c = 0; c < k; c++) {
      if (masses[c] > 0) {
        for (int i = 0; i < rows.dimension; i++) {
          sums[c][i] /= masses[c];
        }
      } else {
        sums[c] = centres[c];
      }
      sums[c] = spherical ? unit(sums[c]) : sums[c];
    }
    return sums;
  }

  /** Gives each empty cluster the row that is farthest from its centre, which loses it. */
  private void fillEmpty(double[][] centres, double[][] sums, double[] masses) {
    boolean[] taken = new boolean[0];
    double[] distances = new double[0];
    for (int c = 0; c < masses.length; c++) {
      if (masses[c] > 0) {
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
      rows.addTo(farthest, -weight, sums[labels[farthest]]);
      masses[labels[farthest]] -= weight;
      rows.addTo(farthest, weight, sums[c]);
      masses[c] = weight;
    }
  }
}
