package io.github.nlptoolkit.vectors.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The minimum spanning tree over mutual reachability: rows cost what their distance costs, or the
 * core of either if that is more. Found by O. Borůvka's rounds (1926): each part of the tree takes
 * its cheapest way out. What rows near by cost is known; a row is compared with all others only
 * where a way of its own could be cheaper than the best that its part has. Not thread-safe.
 */
final class ReachabilityTree {
  /** How many neighbours of each row are known from the start. */
  private static final int NEAR = 16;

  private final RowCosts rows;
  private final NearestRows near;
  private final double[] core;
  private final int n;
  private final int[] parent;

  /** The cheapest way of each row out of its part, as far as known; the target -1 is none. */
  private final double[] cost;

  private final int[] target;

  /** Whether that is known from a comparison with all rows. */
  private final boolean[] compared;

  /** No way of the row out of its part is cheaper, but for known ones. */
  private final double[] bound;

  private final int[] from;
  private final int[] to;
  private final double[] weights;
  private int edges;

  ReachabilityTree(RowCosts rows, int minSamples) {
    this.rows = rows;
    this.n = rows.count;
    this.near = new NearestRows(rows, minSamples, NEAR);
    this.core = near.core;
    this.parent = new int[n];
    Arrays.setAll(parent, i -> i);
    this.cost = new double[n];
    this.target = new int[n];
    Arrays.fill(target, -1);
    this.compared = new boolean[n];
    this.bound = new double[n];
    Arrays.setAll(bound, row -> Math.max(core[row], near.bound(row)));
    this.from = new int[n - 1];
    this.to = new int[n - 1];
    this.weights = new double[n - 1];
    while (edges < n - 1) {
      round();
    }
  }

  private void round() {
    int[] part = new int[n];
    int[] best = new int[n];
    Arrays.fill(best, -1);
    for (int row = 0; row < n; row++) {
      part[row] = root(row);
    }
    for (int row = 0; row < n; row++) {
      if (target[row] < 0 || part[target[row]] == part[row]) {
        takeNear(row, part);
      }
      offer(row, part, best);
    }
    int[] open = new int[n];
    int length = 0;
    for (int row = 0; row < n; row++) {
      int leader = best[part[row]];
      double limit = leader < 0 ? Double.POSITIVE_INFINITY : cost[leader];
      boolean known = compared[row] || cost[row] < bound[row];
      if (!known && bound[row] <= limit) {
        open[length++] = row;
      }
    }
    rows.scan(open, length, first -> new WayOut(part));
    for (int i = 0; i < length; i++) {
      offer(open[i], part, best);
    }
    for (int row = 0; row < n; row++) {
      if (part[row] == row) {
        connect(best[row]);
      }
    }
  }

  /** The cheapest known way out; of equals the one to the lower row. */
  private void takeNear(int row, int[] part) {
    target[row] = -1;
    compared[row] = false;
    cost[row] = Double.POSITIVE_INFINITY;
    for (int place = 0; place < near.kept; place++) {
      int other = near.other(row, place);
      if (part[other] != part[row]) {
        double mutual = Math.max(near.cost(row, place), Math.max(core[row], core[other]));
        if (mutual < cost[row] || (mutual == cost[row] && other < target[row])) {
          cost[row] = mutual;
          target[row] = other;
        }
      }
    }
  }

  private void offer(int row, int[] part, int[] best) {
    int leader = best[part[row]];
    if (target[row] >= 0
        && (leader < 0
            || cost[row] < cost[leader]
            || (cost[row] == cost[leader] && row < leader))) {
      best[part[row]] = row;
    }
  }

  private void connect(int row) {
    int a = root(row);
    int b = root(target[row]);
    if (a != b) {
      parent[Math.max(a, b)] = Math.min(a, b);
      from[edges] = row;
      to[edges] = target[row];
      weights[edges++] = cost[row];
    }
  }

  private int root(int of) {
    int root = of;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  /** Compares rows with all that are in other parts. */
  private final class WayOut implements RowCosts.Visitor {
    private final int[] part;

    WayOut(int[] part) {
      this.part = part;
    }

    @Override
    public void visit(int row, int first, float[] scores, int scored) {
      if (first == 0) {
        target[row] = -1;
        cost[row] = Double.POSITIVE_INFINITY;
      }
      double least = cost[row];
      double threshold = rows.threshold(row, least);
      for (int j = 0; j < scored; j++) {
        int other = first + j;
        if (rows.mayCost(threshold, other, scores[j])
            && part[other] != part[row]
            && core[other] < least) {
          double mutual = Math.max(rows.exact(row, other), Math.max(core[row], core[other]));
          if (mutual < least) {
            least = mutual;
            target[row] = other;
            threshold = rows.threshold(row, least);
          }
        }
      }
      cost[row] = least;
      bound[row] = least;
      compared[row] = true;
    }
  }

  /** The rows as R. Prim (1957) would reach them over the tree from row 0. */
  ReachabilityOrder order() {
    List<List<Integer>> ways = new ArrayList<>();
    for (int row = 0; row < n; row++) {
      ways.add(new ArrayList<>());
    }
    for (int edge = 0; edge < n - 1; edge++) {
      ways.get(from[edge]).add(edge);
      ways.get(to[edge]).add(edge);
    }
    record Step(double cost, int row) {}
    PriorityQueue<Step> steps =
        new PriorityQueue<>(
            (a, b) ->
                a.cost() != b.cost()
                    ? Double.compare(a.cost(), b.cost())
                    : Integer.compare(a.row(), b.row()));
    steps.add(new Step(0, 0));
    boolean[] reached = new boolean[n];
    int[] order = new int[n];
    double[] distances = new double[n];
    for (int i = 0; i < n; i++) {
      Step step = steps.remove();
      order[i] = step.row();
      distances[i] = rows.distance(step.cost());
      reached[step.row()] = true;
      for (int edge : ways.get(step.row())) {
        int other = from[edge] == step.row() ? to[edge] : from[edge];
        if (!reached[other]) {
          steps.add(new Step(weights[edge], other));
        }
      }
    }
    return new ReachabilityOrder(order, distances);
  }
}
