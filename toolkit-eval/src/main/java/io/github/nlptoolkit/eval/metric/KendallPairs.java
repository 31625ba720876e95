package io.github.nlptoolkit.eval.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;

/** The pairs of items that Kendall's tau counts. */
final class KendallPairs {
  /** With more items the exact distribution is not worked out (scipy's limit). */
  private static final int EXACT = 33;

  private static final int FACTORIAL_LIMIT = 171;

  private final int n;
  private final Ties x;
  private final Ties y;
  private final long pairs;
  private final long difference;
  private final long discordant;

  /** What the formulas need to know of equal numbers. */
  private record Ties(int distinct, long pairs, double cubes, double variance) {
    static Ties of(double[] sorted) {
      int distinct = 0;
      long pairs = 0;
      double cubes = 0;
      double variance = 0;
      for (int from = 0; from < sorted.length; ) {
        int to = from + 1;
        while (to < sorted.length && sorted[to] == sorted[from]) {
          to++;
        }
        double t = to - from;
        pairs += (to - from) * (to - from - 1L) / 2;
        cubes += t * (t - 1) * (t - 2);
        variance += t * (t - 1) * (2 * t + 5);
        distinct++;
        from = to;
      }
      return new Ties(distinct, pairs, cubes, variance);
    }
  }

  private KendallPairs(int n, Ties x, Ties y, long joint, long discordant) {
    this.n = n;
    this.x = x;
    this.y = y;
    this.pairs = n * (n - 1L) / 2;
    this.discordant = discordant;
    this.difference = pairs - x.pairs() - y.pairs() + joint - 2 * discordant;
  }

  static KendallPairs of(double[] x, double[] y) {
    int n = x.length;
    if (hasNaN(x) || hasNaN(y) || n < 2) {
      return new KendallPairs(n, new Ties(1, 0, 0, 0), new Ties(1, 0, 0, 0), 0, 0);
    }
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order, Comparator.comparingDouble((Integer i) -> x[i]).thenComparingDouble(i -> y[i]));
    double[] byX = new double[n];
    long joint = 0;
    long run = 0;
    for (int i = 0; i < n; i++) {
      byX[i] = y[order[i]];
      boolean isSame = i > 0 && x[order[i]] == x[order[i - 1]] && y[order[i]] == y[order[i - 1]];
      run = isSame ? run + 1 : 0;
      joint += run;
    }
    double[] sortedX = x.clone();
    Arrays.sort(sortedX);
    long discordant = sortCountingSwaps(byX, new double[n], 0, n);
    return new KendallPairs(n, Ties.of(sortedX), Ties.of(byX), joint, discordant);
  }

  private static boolean hasNaN(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }

  private static long sortCountingSwaps(double[] values, double[] space, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    long swaps =
        sortCountingSwaps(values, space, from, middle)
            + sortCountingSwaps(values, space, middle, to);
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      if (right >= to || (left < middle && values[left] <= values[right])) {
        space[at] = values[left++];
      } else {
        swaps += middle - left;
        space[at] = values[right++];
      }
    }
    System.arraycopy(space, from, values, from, to - from);
    return swaps;
  }

  private boolean isUndefined() {
    return x.distinct() < 2 || y.distinct() < 2;
  }

  double tauB() {
    if (isUndefined()) {
      return Double.NaN;
    }
    double tau =
        difference
            / Math.sqrt((double) (pairs - x.pairs()))
            / Math.sqrt((double) (pairs - y.pairs()));
    return Math.max(-1, Math.min(1, tau));
  }

  double tauC() {
    if (isUndefined()) {
      return Double.NaN;
    }
    double classes = Math.min(x.distinct(), y.distinct());
    double tau = 2 * (difference / ((double) n * n * ((classes - 1) / classes)));
    return Math.max(-1, Math.min(1, tau));
  }

  double pValue() {
    if (isUndefined()) {
      return Double.NaN;
    }
    boolean hasNoTies = x.pairs() == 0 && y.pairs() == 0;
    if (hasNoTies && (n <= EXACT || Math.min(discordant, pairs - discordant) <= 1)) {
      return exact((int) Math.min(discordant, pairs - discordant));
    }
    double m = n * (n - 1.0);
    double variance =
        (m * (2.0 * n + 5) - x.variance() - y.variance()) / 18
            + (2.0 * x.pairs() * y.pairs()) / m
            + x.cubes() * y.cubes() / (9 * m * (n - 2));
    return Erf.erfc(Math.abs(difference) / Math.sqrt(variance) / Math.sqrt(2));
  }

  /** Kendall, Rank Correlation Methods (1970), 68: how many orders have at most c inversions. */
  private double exact(int c) {
    if (n <= 2 || 4L * c == n * (n - 1L)) {
      return 1;
    }
    if (c <= 1) {
      return Math.min(1, 2 / factorial(n - c));
    }
    if (n >= FACTORIAL_LIMIT) {
      return 0;
    }
    double[] orders = new double[c + 1];
    orders[0] = 1;
    orders[1] = 1;
    for (int j = 3; j <= n; j++) {
      for (int i = 1; i <= c; i++) {
        orders[i] += orders[i - 1];
      }
      for (int i = c; i >= j; i--) {
        orders[i] -= orders[i - j];
      }
    }
    return Math.min(1, 2 * Arrays.stream(orders).sum() / factorial(n));
  }

  private static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }
}
