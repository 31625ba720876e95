package io.github.nlptoolkit.eval.cluster;

import java.util.Arrays;

/**
 * For points their distances to all points, summed by cluster, without keeping the distances. The
 * others are held in blocks, number by number, so that the loops run over contiguous values, and a
 * block stays in a core's cache while many points pass it. Immutable and thread-safe.
 */
final class DistanceSums {
  private static final int BLOCK_VALUES = 1 << 16;
  private static final int PLACES_AT_ONCE = 24;

  private final double[][] points;
  private final int[] labels;
  private final int clusters;
  private final boolean squares;
  private final int blockSize;

  /** The numbers of the points by block and place: {@code [block][place][point of the block]}. */
  private final double[][][] blocks;

  /**
   * Copies points.
   *
   * @param squares whether distances are Euclidean, else Manhattan ones
   */
  DistanceSums(double[][] points, int[] labels, int clusters, boolean squares) {
    this.points = points;
    this.labels = labels;
    this.clusters = clusters;
    this.squares = squares;
    int dimension = points[0].length;
    this.blockSize = Math.max(64, BLOCK_VALUES / Math.max(1, dimension));
    this.blocks = new double[(points.length + blockSize - 1) / blockSize][][];
    for (int b = 0; b < blocks.length; b++) {
      int from = b * blockSize;
      int size = Math.min(blockSize, points.length - from);
      blocks[b] = new double[dimension][size];
      for (int i = 0; i < size; i++) {
        for (int k = 0; k < dimension; k++) {
          blocks[b][k][i] = points[from + i][k];
        }
      }
    }
  }

  /** The sums of some points, by place from {@code from} on and cluster. */
  double[][] of(int from, int to) {
    double[][] sums = new double[to - from][clusters];
    double[][] distances = new double[to - from][blockSize];
    for (int b = 0; b < blocks.length; b++) {
      int first = b * blockSize;
      int size = Math.min(blockSize, points.length - first);
      measure(from, blocks[b], distances, size);
      for (int i = 0; i < sums.length; i++) {
        for (int j = 0; j < size; j++) {
          double distance = squares ? Math.sqrt(distances[i][j]) : distances[i][j];
          sums[i][labels[first + j]] += distance;
        }
      }
    }
    return sums;
  }

  /** Some numbers at a time of a block, which stay in a core's first cache while all pass them. */
  private void measure(int from, double[][] block, double[][] distances, int size) {
    for (double[] each : distances) {
      Arrays.fill(each, 0);
    }
    for (int start = 0; start < block.length; start += PLACES_AT_ONCE) {
      int end = Math.min(block.length, start + PLACES_AT_ONCE);
      for (int i = 0; i < distances.length; i++) {
        measure(points[from + i], block, start, end, distances[i], size);
      }
    }
  }

  private void measure(
      double[] point, double[][] block, int start, int end, double[] distances, int size) {
    int k = start;
    for (; k + 3 < end; k += 4) {
      double a = point[k];
      double b = point[k + 1];
      double c = point[k + 2];
      double d = point[k + 3];
      if (squares) {
        addSquares(block[k], block[k + 1], block[k + 2], block[k + 3], a, b, c, d, distances, size);
      } else {
        addSizes(block[k], block[k + 1], block[k + 2], block[k + 3], a, b, c, d, distances, size);
      }
    }
    for (; k < end; k++) {
      for (int j = 0; j < size; j++) {
        double p = block[k][j] - point[k];
        distances[j] += squares ? p * p : Math.abs(p);
      }
    }
  }

  private static void addSquares(
      double[] x0,
      double[] x1,
      double[] x2,
      double[] x3,
      double a,
      double b,
      double c,
      double d,
      double[] to,
      int size) {
    for (int j = 0; j < size; j++) {
      double p = x0[j] - a;
      double q = x1[j] - b;
      double r = x2[j] - c;
      double s = x3[j] - d;
      to[j] = Math.fma(s, s, Math.fma(r, r, Math.fma(q, q, Math.fma(p, p, to[j]))));
    }
  }

  private static void addSizes(
      double[] x0,
      double[] x1,
      double[] x2,
      double[] x3,
      double a,
      double b,
      double c,
      double d,
      double[] to,
      int size) {
    for (int j = 0; j < size; j++) {
      double p = Math.abs(x0[j] - a) + Math.abs(x1[j] - b);
      to[j] = to[j] + (p + (Math.abs(x2[j] - c) + Math.abs(x3[j] - d)));
    }
  }
}
