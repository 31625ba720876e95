package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which rows are within a distance of each other. At most as many neighbours are kept as the
 * vectors have values; what is not kept is found again. Products in single precision tell most; the
 * few near the distance are measured again in double. Not thread-safe.
 */
final class Neighbours {
  private static final int[] NOT_KEPT = {};

  /** What rounding can do to the square of the distance, with room to spare. */
  private static final double ROUNDING = 1e-12;

  private final RowCosts rows;
  private final double eps;
  private final double most;
  private final double sure;
  private final int n;
  private final int[] counts;

  /** The neighbours of each row, itself among them. */
  private final int[][] kept;

  Neighbours(Embeddings vectors, DistanceMetric metric, double eps) {
    this.rows = new RowCosts(vectors, metric);
    this.eps = eps;
    this.most = rows.cost(eps) * (1 + ROUNDING) + Double.MIN_NORMAL;
    this.sure = rows.cost(eps) * (1 - ROUNDING);
    this.n = rows.count;
    this.counts = new int[n];
    this.kept = new int[n][];
    Arrays.fill(kept, NOT_KEPT);
    AtomicLong room = new AtomicLong((long) n * vectors.dimension());
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    scan(
        all,
        n,
        (row, found, size) -> {
          counts[row] += size;
          boolean whole = kept[row].length == counts[row] - size;
          if (size > 0 && whole && room.addAndGet(-size) >= 0) {
            int before = kept[row].length;
            kept[row] = Arrays.copyOf(kept[row], before + size);
            System.arraycopy(found, 0, kept[row], before, size);
          }
        });
  }

  /** Takes some neighbours of one row; the others follow. */
  @FunctionalInterface
  private interface Visitor {
    void visit(int row, int[] neighbours, int count);
  }

  /** How many neighbours each row has, itself among them. */
  int[] counts() {
    return counts.clone();
  }

  /** For each core the lowest core that it is connected with by cores. */
  int[] components(BitSet core) {
    int[] parent = new int[n];
    Arrays.setAll(parent, i -> i);
    visit(
        core,
        (row, neighbours, count) -> {
          synchronized (parent) {
            for (int i = 0; i < count; i++) {
              if (neighbours[i] < row && core.get(neighbours[i])) {
                unite(parent, row, neighbours[i]);
              }
            }
          }
        });
    for (int row = 0; row < n; row++) {
      parent[row] = root(parent, row);
    }
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
    BitSet others = (BitSet) core.clone();
    others.flip(0, n);
    int[] best = new int[n];
    Arrays.fill(best, -1);
    visit(
        others,
        (row, neighbours, count) -> {
          for (int i = 0; i < count; i++) {
            int label = core.get(neighbours[i]) ? labels[neighbours[i]] : -1;
            if (label >= 0 && (best[row] < 0 || label < best[row])) {
              best[row] = label;
            }
          }
        });
    others.stream().forEach(row -> labels[row] = best[row]);
  }

  private void visit(BitSet wanted, Visitor visitor) {
    int[] again = new int[n];
    int size = 0;
    for (int row = wanted.nextSetBit(0); row >= 0; row = wanted.nextSetBit(row + 1)) {
      if (kept[row].length == counts[row]) {
        visitor.visit(row, kept[row], counts[row]);
      } else {
        again[size++] = row;
      }
    }
    scan(again, size, visitor);
  }

  /** Each row is visited by one thread. */
  private void scan(int[] queries, int size, Visitor visitor) {
    rows.scan(
        queries,
        size,
        first -> {
          int[] found = new int[rows.scored()];
          return (row, firstOther, scores, scored) -> {
            double threshold = rows.threshold(row, most);
            int count = 0;
            for (int j = 0; j < scored; j++) {
              if (rows.mayCost(threshold, firstOther + j, scores[j])
                  && near(row, firstOther + j, scores[j])) {
                found[count++] = firstOther + j;
              }
            }
            visitor.visit(row, found, count);
          };
        });
  }

  private boolean near(int row, int other, float score) {
    return rows.costsAtMost(row, other, score, sure)
        || rows.distance(rows.exact(row, other)) <= eps;
  }
}
