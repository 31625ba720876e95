package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.Kernel;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;
import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;

/**
 * Which rows are within a distance of each other. Products in single precision tell most; the few
 * near the distance are measured again in double. Not thread-safe.
 */
final class Neighbours {
  private static final int QUERIES_AT_ONCE = 2048;

  /** The part by which a distance in single precision may be wrong, with room to spare. */
  private static final double DOUBT = 2e-5;

  private final float[][] rows;
  private final DistanceMetric metric;
  private final double eps;
  private final PanelMatrix matrix;
  private final double[] squares;

  Neighbours(Embeddings vectors, DistanceMetric metric, double eps) {
    this.rows = metric.checkedRows(vectors);
    this.metric = metric;
    this.eps = eps;
    PanelMatrix.Builder builder =
        PanelMatrix.builder(vectors.dimension(), metric == DistanceMetric.COSINE);
    builder.add(vectors, Workers.defaultThreads());
    this.matrix = builder.build();
    this.squares = new double[rows.length];
    float[] origin = new float[vectors.dimension()];
    for (int i = 0; i < rows.length; i++) {
      squares[i] = DistanceMetric.squared(rows[i], origin);
    }
  }

  /** Takes the neighbours of one row in one panel. */
  private interface Visitor {
    void visit(int row, int[] neighbours, int count);
  }

  /** How many neighbours each row has, itself among them. */
  int[] counts() {
    AtomicIntegerArray counts = new AtomicIntegerArray(rows.length);
    int[] all = new int[rows.length];
    Arrays.setAll(all, i -> i);
    visit(all, () -> (row, neighbours, count) -> counts.addAndGet(row, count));
    int[] result = new int[rows.length];
    Arrays.setAll(result, counts::get);
    return result;
  }

  /** For each core the lowest core that it is connected with by cores. */
  int[] components(BitSet core) {
    List<int[]> forests = new ArrayList<>();
    visit(
        core.stream().toArray(),
        () -> {
          int[] parent = identity();
          forests.add(parent);
          return (row, neighbours, count) -> {
            for (int i = 0; i < count; i++) {
              if (neighbours[i] < row && core.get(neighbours[i])) {
                unite(parent, row, neighbours[i]);
              }
            }
          };
        });
    int[] all = identity();
    for (int[] forest : forests) {
      for (int row = 0; row < forest.length; row++) {
        unite(all, row, root(forest, row));
      }
    }
    for (int row = 0; row < all.length; row++) {
      all[row] = root(all, row);
    }
    return all;
  }

  private int[] identity() {
    int[] parent = new int[rows.length];
    Arrays.setAll(parent, i -> i);
    return parent;
  }

  /** The lower root stays one, so that a component's root is its lowest row. */
  private static void unite(int[] parent, int a, int b) {
    int rootA = root(parent, a);
    int rootB = root(parent, b);
    parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }

  private static int root(int[] parent, int of) {
    int root = of;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  /** Gives rows that are no cores the lowest label of the cores near them. */
  void join(BitSet core, int[] labels) {
    AtomicIntegerArray best = new AtomicIntegerArray(rows.length);
    BitSet others = (BitSet) core.clone();
    others.flip(0, rows.length);
    visit(
        others.stream().toArray(),
        () ->
            (row, neighbours, count) -> {
              for (int i = 0; i < count; i++) {
                if (core.get(neighbours[i])) {
                  // 0 is none, so that labels count from 1 here.
                  int label = labels[neighbours[i]] + 1;
                  best.accumulateAndGet(row, label, (a, b) -> a == 0 ? b : Math.min(a, b));
                }
              }
            });
    others.stream().forEach(row -> labels[row] = best.get(row) - 1);
  }

  private void visit(int[] queries, Supplier<Visitor> visitors) {
    int dimension = matrix.dimension();
    for (int from = 0; from < queries.length; from += QUERIES_AT_ONCE) {
      int first = from;
      int count = Math.min(QUERIES_AT_ONCE, queries.length - from);
      float[] flat = new float[count * dimension];
      for (int i = 0; i < count; i++) {
        System.arraycopy(rows[queries[first + i]], 0, flat, i * dimension, dimension);
        if (metric == DistanceMetric.COSINE) {
          PanelMatrix.normalize(flat, i * dimension, dimension);
        }
      }
      PanelScan.run(
          matrix,
          metric == DistanceMetric.MANHATTAN ? Kernel.MANHATTAN : Kernel.PRODUCT,
          flat,
          Workers.defaultThreads(),
          () -> {
            Visitor visitor = visitors.get();
            int[] found = new int[matrix.panelRows()];
            return (query, firstRow, scores, panelRows) -> {
              int row = queries[first + query];
              visitor.visit(row, found, near(row, firstRow, scores, panelRows, found));
            };
          });
    }
  }

  private int near(int row, int firstRow, float[] scores, int count, int[] found) {
    int size = 0;
    for (int j = 0; j < count; j++) {
      int other = firstRow + j;
      double excess;
      double doubt;
      switch (metric) {
        case EUCLIDEAN -> {
          double squared = squares[row] + squares[other] - 2.0 * scores[j];
          excess = squared - eps * eps;
          doubt = DOUBT * (squares[row] + squares[other]);
        }
        case COSINE -> {
          excess = 1 - scores[j] - eps;
          doubt = DOUBT;
        }
        default -> {
          excess = -scores[j] - eps;
          doubt = DOUBT * (eps + Math.abs(scores[j]));
        }
      }
      if (excess < -doubt || (excess <= doubt && metric.between(rows[row], rows[other]) <= eps)) {
        found[size++] = other;
      }
    }
    return size;
  }
}
