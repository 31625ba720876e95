package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.Kernel;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;
import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.function.IntFunction;

/**
 * What it costs to go from row to row: a number that rises with the distance and is quick to
 * compare, for Euclidean distances the square. Products in single precision tell the least that a
 * cost can be; where that matters, it is measured in double. Immutable and thread-safe.
 */
final class RowCosts {
  private static final int QUERIES_AT_ONCE = 256;

  /** The part by which a cost in single precision may be wrong, with room to spare. */
  private static final double DOUBT = 2e-5;

  private static final double SURE = (1 + DOUBT) / (1 - DOUBT);

  final int count;
  private final float[][] rows;
  private final DistanceMetric metric;
  private final PanelMatrix matrix;

  /** For Euclidean distances half of what the square of the length adds to a cost at the least. */
  private final double[] shares;

  RowCosts(Embeddings vectors, DistanceMetric metric) {
    this.count = vectors.count();
    this.rows = metric.checkedRows(vectors);
    this.metric = metric;
    PanelMatrix.Builder builder =
        PanelMatrix.builder(vectors.dimension(), metric == DistanceMetric.COSINE);
    builder.add(vectors, Workers.defaultThreads());
    this.matrix = builder.build();
    this.shares = new double[count];
    float[] origin = new float[vectors.dimension()];
    for (int i = 0; i < count && metric == DistanceMetric.EUCLIDEAN; i++) {
      shares[i] = (1 - DOUBT) * DistanceMetric.squared(rows[i], origin);
    }
  }

  /** Takes the scores of a row with some rows that follow each other, in rising order. */
  @FunctionalInterface
  interface Visitor {
    void visit(int row, int first, float[] scores, int scored);
  }

  /** How many scores a visitor gets at a time at the most. */
  int scored() {
    return matrix.panelRows();
  }

  /** The cost in double precision. */
  double exact(int row, int other) {
    if (row == other) {
      return 0;
    }
    return metric == DistanceMetric.EUCLIDEAN
        ? DistanceMetric.squared(rows[row], rows[other])
        : metric.between(rows[row], rows[other]);
  }

  double distance(double cost) {
    return metric == DistanceMetric.EUCLIDEAN ? Math.sqrt(cost) : cost;
  }

  /**
   * The highest score of a row at which nothing can cost less than a limit: {@link #mayCost} with
   * what does not change along a scan done once.
   */
  double threshold(int row, double limit) {
    return switch (metric) {
      case EUCLIDEAN -> 0.5 * (shares[row] - limit);
      case COSINE -> 1 - DOUBT - limit;
      case MANHATTAN -> -limit / (1 - DOUBT);
    };
  }

  /** Whether a row with this score may cost less than the limit of a threshold. */
  boolean mayCost(double threshold, int other, float score) {
    return score > threshold + 0.5 * shares[other];
  }

  /** Whether a row with this score costs a limit at the most, however its product was rounded. */
  boolean costsAtMost(int row, int other, float score, double limit) {
    return switch (metric) {
      case EUCLIDEAN -> SURE * (shares[row] + shares[other]) - 2.0 * score <= limit;
      case COSINE -> 1 - score + DOUBT <= limit;
      case MANHATTAN -> -score * (1 + DOUBT) <= limit;
    };
  }

  /** What a distance costs. */
  double cost(double distance) {
    return metric == DistanceMetric.EUCLIDEAN ? distance * distance : distance;
  }

  /**
   * Scores some rows against all. The scores of one row are seen by one visitor, in rising order of
   * the others.
   *
   * @param queries the rows
   * @param length how many of them
   * @param visitors makes the visitor of a block of queries, by its first place in {@code queries}
   */
  void scan(int[] queries, int length, IntFunction<Visitor> visitors) {
    int dimension = matrix.dimension();
    int threads = (long) length * count * dimension < 1 << 22 ? 1 : Workers.defaultThreads();
    int atOnce = Math.min(QUERIES_AT_ONCE, (length + threads - 1) / threads);
    Workers.run(
        threads,
        length == 0 ? 0 : (length + atOnce - 1) / atOnce,
        () ->
            piece -> {
              int first = (int) piece * atOnce;
              int some = Math.min(atOnce, length - first);
              float[] flat = new float[some * dimension];
              for (int i = 0; i < some; i++) {
                System.arraycopy(rows[queries[first + i]], 0, flat, i * dimension, dimension);
                if (metric == DistanceMetric.COSINE) {
                  PanelMatrix.normalize(flat, i * dimension, dimension);
                }
              }
              Visitor visitor = visitors.apply(first);
              PanelScan.run(
                  matrix,
                  metric == DistanceMetric.MANHATTAN ? Kernel.MANHATTAN : Kernel.PRODUCT,
                  flat,
                  1,
                  () ->
                      (query, firstRow, scores, panelRows) ->
                          visitor.visit(queries[first + query], firstRow, scores, panelRows));
            });
  }
}
