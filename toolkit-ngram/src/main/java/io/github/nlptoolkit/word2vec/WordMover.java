package io.github.nlptoolkit.word2vec;

import java.util.Arrays;

/**
 * The exact least cost of moving one distribution into another (the transportation problem): flow
 * is sent along shortest paths, with potentials that keep costs from being negative (Edmonds and
 * Karp 1972; dense Dijkstra, O(n m) a path). Masses are whole numbers, so no rounding decides when
 * it ends. Not thread-safe.
 */
final class WordMover {

  private static final int NONE = -1;

  private final int n;
  private final int m;
  private final double[][] costs;
  private final long[] supply;
  private final long[] demand;
  private final long[][] flow;
  // Nodes: sources 0..n-1, then sinks n..n+m-1.
  private final double[] potential;
  private final double[] distance;
  private final int[] before;
  private final boolean[] done;

  private WordMover(double[][] costs, long[] supply, long[] demand) {
    this.n = supply.length;
    this.m = demand.length;
    this.costs = costs;
    this.supply = supply.clone();
    this.demand = demand.clone();
    this.flow = new long[n][m];
    this.potential = new double[n + m];
    this.distance = new double[n + m];
    this.before = new int[n + m];
    this.done = new boolean[n + m];
  }

  /**
   * The least cost.
   *
   * @param costs of a unit from each source to each sink, at least 0
   * @param supply of each source
   * @param demand of each sink, of the same sum
   */
  static double leastCost(double[][] costs, long[] supply, long[] demand) {
    WordMover mover = new WordMover(costs, supply, demand);
    int sink = mover.nearestSink();
    while (sink != NONE) {
      mover.send(sink);
      sink = mover.nearestSink();
    }
    double cost = 0;
    for (int i = 0; i < mover.n; i++) {
      for (int j = 0; j < mover.m; j++) {
        cost += mover.flow[i][j] * costs[i][j];
      }
    }
    return cost;
  }

  /** The nearest sink that wants more, from any source that has more. */
  private int nearestSink() {
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(before, NONE);
    Arrays.fill(done, false);
    for (int i = 0; i < n; i++) {
      if (supply[i] > 0) {
        distance[i] = 0;
      }
    }
    for (int node = closest(); node != NONE; node = closest()) {
      done[node] = true;
      if (node >= n && demand[node - n] > 0) {
        raisePotentials(distance[node]);
        return node;
      }
      if (node < n) {
        for (int j = 0; j < m; j++) {
          relax(node, n + j, costs[node][j]);
        }
      } else {
        for (int i = 0; i < n; i++) {
          if (flow[i][node - n] > 0) {
            relax(node, i, -costs[i][node - n]);
          }
        }
      }
    }
    return NONE;
  }

  private int closest() {
    int best = NONE;
    for (int node = 0; node < n + m; node++) {
      boolean isCandidate = !done[node] && distance[node] < Double.POSITIVE_INFINITY;
      if (isCandidate && (best == NONE || distance[node] < distance[best])) {
        best = node;
      }
    }
    return best;
  }

  private void relax(int from, int to, double cost) {
    // Rounding may make a reduced cost of 0 a little less.
    double reduced = Math.max(0, cost + potential[from] - potential[to]);
    if (!done[to] && distance[from] + reduced < distance[to]) {
      distance[to] = distance[from] + reduced;
      before[to] = from;
    }
  }

  private void raisePotentials(double reached) {
    for (int node = 0; node < n + m; node++) {
      potential[node] += Math.min(distance[node], reached);
    }
  }

  private void send(int sink) {
    long amount = demand[sink - n];
    int node = sink;
    while (before[node] != NONE) {
      if (node < n) {
        amount = Math.min(amount, flow[node][before[node] - n]);
      }
      node = before[node];
    }
    amount = Math.min(amount, supply[node]);
    supply[node] -= amount;
    demand[sink - n] -= amount;
    for (node = sink; before[node] != NONE; node = before[node]) {
      if (node < n) {
        flow[node][before[node] - n] -= amount;
      } else {
        flow[before[node]][node - n] += amount;
      }
    }
  }
}
