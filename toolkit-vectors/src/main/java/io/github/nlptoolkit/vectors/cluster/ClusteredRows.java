package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.Kernel;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;
import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rows and their distances to centres. Results do not depend on the number of threads. Immutable
 * and thread-safe.
 */
final class ClusteredRows {
  private static final int ROWS_AT_ONCE = 256;

  final int count;
  final int dimension;
  private final float[] flat;
  private final double[] squares;

  ClusteredRows(Embeddings vectors, boolean unitLength) {
    this.count = vectors.count();
    this.dimension = vectors.dimension();
    this.flat = vectors.toArray();
    this.squares = new double[count];
    AtomicInteger broken = new AtomicInteger(Integer.MAX_VALUE);
    inBlocks(
        (from, to) -> {
          for (int row = from; row < to; row++) {
            if (unitLength) {
              PanelMatrix.normalize(flat, row * dimension, dimension);
            }
            squares[row] = ownSquare(row);
            // Squares of finite numbers do not overflow a double.
            if (!Double.isFinite(squares[row])) {
              broken.accumulateAndGet(row, Math::min);
            }
          }
        });
    if (broken.get() < count) {
      refuse(broken.get(), vectors.vector(broken.get()));
    }
  }

  private ClusteredRows(int count, int dimension) {
    this.count = count;
    this.dimension = dimension;
    this.flat = new float[count * dimension];
    this.squares = new double[count];
  }

  /** Copies some rows. */
  ClusteredRows select(int[] selected) {
    ClusteredRows some = new ClusteredRows(selected.length, dimension);
    for (int i = 0; i < selected.length; i++) {
      copyTo(selected[i], some.flat, i * dimension);
      some.squares[i] = squares[selected[i]];
    }
    return some;
  }

  private static void refuse(int row, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("row " + row + " must be finite, got " + value);
      }
    }
  }

  private double ownSquare(int row) {
    int at = row * dimension;
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < dimension; i += 2) {
      even += (double) flat[at + i] * flat[at + i];
      odd += (double) flat[at + i + 1] * flat[at + i + 1];
    }
    return i < dimension ? even + odd + (double) flat[at + i] * flat[at + i] : even + odd;
  }

  /** All rows one after another; not to be changed. */
  float[] flat() {
    return flat;
  }

  double square(int row) {
    return squares[row];
  }

  void copyTo(int row, float[] target, int at) {
    System.arraycopy(flat, row * dimension, target, at, dimension);
  }

  double[] row(int row) {
    double[] values = new double[dimension];
    addTo(row, 1, values);
    return values;
  }

  /** Adds a row times a weight to a vector. */
  void addTo(int row, double weight, double[] sum) {
    int at = row * dimension;
    for (int i = 0; i < dimension; i++) {
      sum[i] += weight * flat[at + i];
    }
  }

  double squaredDistance(int row, double[] centre) {
    int at = row * dimension;
    // Four sums do not wait for each other.
    double sum = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < dimension; i += 4) {
      double a = flat[at + i] - centre[i];
      double b = flat[at + i + 1] - centre[i + 1];
      double c = flat[at + i + 2] - centre[i + 2];
      double d = flat[at + i + 3] - centre[i + 3];
      sum += a * a;
      second += b * b;
      third += c * c;
      fourth += d * d;
    }
    for (; i < dimension; i++) {
      double a = flat[at + i] - centre[i];
      sum += a * a;
    }
    return sum + second + (third + fourth);
  }

  /** The squared distance of each row to its centre. */
  double[] distances(double[][] centres, int[] labels) {
    double[] distances = new double[count];
    inBlocks(
        (from, to) -> {
          for (int row = from; row < to; row++) {
            distances[row] = squaredDistance(row, centres[labels[row]]);
          }
        });
    return distances;
  }

  /** Squared distances of all rows to some rows, which are candidates for centres. */
  double[][] distancesTo(PanelMatrix matrix, int[] candidates) {
    double[][] distances = new double[candidates.length][count];
    float[] queries = new float[candidates.length * dimension];
    for (int i = 0; i < candidates.length; i++) {
      System.arraycopy(flat, candidates[i] * dimension, queries, i * dimension, dimension);
    }
    PanelScan.run(
        matrix,
        Kernel.PRODUCT,
        queries,
        Workers.defaultThreads(),
        () ->
            (query, firstRow, scores, rows) -> {
              double[] to = distances[query];
              double square = squares[candidates[query]];
              for (int j = 0; j < rows; j++) {
                double all = square + squares[firstRow + j];
                double distance = all - 2.0 * scores[j];
                // What is left of rounding is no distance: equal rows are never drawn again.
                to[firstRow + j] = distance < 1e-6 * all ? 0 : distance;
              }
            });
    return distances;
  }

  /** The mean over columns of the variance, to which scikit-learn's tolerance is relative. */
  double meanVariance() {
    int blocks = (int) (((long) count + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE);
    double[][] sums = new double[blocks][dimension];
    inBlocks(
        (from, to) -> {
          for (int row = from; row < to; row++) {
            addTo(row, 1.0 / count, sums[from / ROWS_AT_ONCE]);
          }
        });
    double[] mean = new double[dimension];
    for (double[] sum : sums) {
      for (int i = 0; i < dimension; i++) {
        mean[i] += sum[i];
      }
    }
    double[] distances = new double[count];
    inBlocks(
        (from, to) -> {
          for (int row = from; row < to; row++) {
            distances[row] = squaredDistance(row, mean);
          }
        });
    double all = 0;
    for (double distance : distances) {
      all += distance;
    }
    return all / count / dimension;
  }

  /** A part of the rows. */
  @FunctionalInterface
  interface Block {
    void run(int from, int to);
  }

  void inBlocks(Block block) {
    int blocks = (int) (((long) count + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE);
    Workers.run(
        count < 4 * ROWS_AT_ONCE ? 1 : Workers.defaultThreads(),
        blocks,
        () ->
            piece -> {
              int from = (int) piece * ROWS_AT_ONCE;
              block.run(from, Math.min(count, from + ROWS_AT_ONCE));
            });
  }
}
