package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.Kernel;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;
import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.Arrays;

/**
 * Rows and their distances to centres. Products in single precision tell most; centres that are
 * about as near are measured again in double. Results do not depend on the number of threads. Not
 * thread-safe.
 */
final class ClusteredRows {
  private static final double DOUBT = 1e-5;
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
    for (int row = 0; row < count; row++) {
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        if (!Float.isFinite(flat[i])) {
          throw new IllegalArgumentException("row " + row + " must be finite, got " + flat[i]);
        }
      }
      if (unitLength) {
        PanelMatrix.normalize(flat, row * dimension, dimension);
      }
      double sum = 0;
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        sum += (double) flat[i] * flat[i];
      }
      squares[row] = sum;
    }
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
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double difference = flat[at + i] - centre[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Finds the nearest centre of each row, of equals the first. */
  void assign(double[][] centres, int[] nearest) {
    double[] centreSquares = new double[centres.length];
    PanelMatrix.Builder empty = PanelMatrix.builder(dimension, false);
    int atOnce = empty.build().panelRows();
    Arrays.fill(nearest, -1);
    for (int from = 0; from < centres.length; from += atOnce) {
      int first = from;
      int some = Math.min(atOnce, centres.length - from);
      Embeddings.Builder copy = Embeddings.builder(some, dimension);
      for (int c = 0; c < some; c++) {
        float[] centre = new float[dimension];
        for (int i = 0; i < dimension; i++) {
          centre[i] = (float) centres[first + c][i];
          centreSquares[first + c] += centres[first + c][i] * centres[first + c][i];
        }
        copy.row(c, centre, 0, dimension);
      }
      PanelMatrix.Builder panel = PanelMatrix.builder(dimension, false);
      panel.add(copy.build(), 1);
      PanelScan.run(
          panel.build(),
          Kernel.PRODUCT,
          flat,
          Workers.defaultThreads(),
          () ->
              (row, firstRow, scores, rows) ->
                  nearer(row, first, scores, rows, centres, centreSquares, nearest));
    }
  }

  private void nearer(
      int row,
      int first,
      float[] scores,
      int count,
      double[][] centres,
      double[] centreSquares,
      int[] nearest) {
    double square = squares[row];
    float best = Float.POSITIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      scores[c] = (float) (square + centreSquares[first + c]) - 2 * scores[c];
      best = Math.min(best, scores[c]);
    }
    double doubt = DOUBT * (square + Math.abs(best));
    int found = -1;
    int near = 0;
    for (int c = 0; c < count; c++) {
      if (scores[c] <= best + doubt) {
        found = found < 0 ? c : found;
        near++;
      }
    }
    double distance = best;
    if (near > 1 || nearest[row] >= 0) {
      distance = Double.POSITIVE_INFINITY;
      int last = found;
      for (int c = found; c < count; c++) {
        if (scores[c] <= best + doubt) {
          double exact = squaredDistance(row, centres[first + c]);
          if (exact < distance) {
            distance = exact;
            last = c;
          }
        }
      }
      found = last;
    }
    boolean earlier = nearest[row] >= 0 && squaredDistance(row, centres[nearest[row]]) <= distance;
    if (!earlier) {
      nearest[row] = first + found;
    }
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
