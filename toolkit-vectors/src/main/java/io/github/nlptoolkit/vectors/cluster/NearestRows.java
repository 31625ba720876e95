package io.github.nlptoolkit.vectors.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The nearest other rows of each row, the nearest first and of equals the lower number. Not
 * thread-safe.
 */
final class NearestRows {
  /** How many are kept. */
  final int kept;

  /** The cost of the {@code minSamples}-th row, the row itself among them. */
  final double[] core;

  private final int count;
  private final int[] others;
  private final double[] costs;

  NearestRows(RowCosts rows, int minSamples, int wanted) {
    this.count = rows.count;
    this.kept = Math.min(wanted, count - 1);
    this.core = new double[count];
    this.others = new int[Math.multiplyExact(count, kept)];
    this.costs = new double[others.length];
    int size = Math.max(kept, minSamples - 1);
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    rows.scan(all, count, first -> new Search(rows, size, minSamples));
  }

  int other(int row, int place) {
    return others[row * kept + place];
  }

  double cost(int row, int place) {
    return costs[row * kept + place];
  }

  /** No row that is not kept costs less. */
  double bound(int row) {
    return kept == count - 1 ? Double.POSITIVE_INFINITY : costs[row * kept + kept - 1];
  }

  /** The search of some rows, of which each sees the others in rising order. */
  private final class Search implements RowCosts.Visitor {
    private final RowCosts rows;
    private final int size;
    private final int minSamples;
    private final Map<Integer, Found> found = new HashMap<>();

    Search(RowCosts rows, int size, int minSamples) {
      this.rows = rows;
      this.size = size;
      this.minSamples = minSamples;
    }

    @Override
    public void visit(int row, int first, float[] scores, int scored) {
      Found list = found.computeIfAbsent(row, r -> new Found(size));
      double threshold = rows.threshold(row, list.limit());
      for (int j = 0; j < scored; j++) {
        int other = first + j;
        if (rows.mayCost(threshold, other, scores[j]) && other != row) {
          list.offer(other, rows.exact(row, other));
          threshold = rows.threshold(row, list.limit());
        }
      }
      if (first + scored == count) {
        core[row] = minSamples == 1 ? 0 : list.costs[minSamples - 2];
        System.arraycopy(list.others, 0, others, row * kept, kept);
        System.arraycopy(list.costs, 0, costs, row * kept, kept);
        found.remove(row);
      }
    }
  }

  private static final class Found {
    final int[] others;
    final double[] costs;

    Found(int size) {
      others = new int[size];
      costs = new double[size];
      Arrays.fill(costs, Double.POSITIVE_INFINITY);
    }

    double limit() {
      return costs[costs.length - 1];
    }

    void offer(int other, double cost) {
      if (!(cost < limit())) {
        return;
      }
      int at = costs.length - 1;
      while (at > 0 && cost < costs[at - 1]) {
        at--;
      }
      int moved = costs.length - 1 - at;
      System.arraycopy(costs, at, costs, at + 1, moved);
      System.arraycopy(others, at, others, at + 1, moved);
      costs[at] = cost;
      others[at] = other;
    }
  }
}
