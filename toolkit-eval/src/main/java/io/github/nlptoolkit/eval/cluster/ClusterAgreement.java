package io.github.nlptoolkit.eval.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Gamma;

/**
 * How far clusters agree with a gold standard, equal to scikit-learn 1.9.1. Names of clusters do
 * not matter; a label for noise is a cluster like any other. Logarithms are natural.
 *
 * <p>Two clusterings that are the same have 1 in all measures. Without items, the measures are 1
 * where scikit-learn says so (agreement of nothing with nothing), purity is NaN. Immutable and
 * thread-safe.
 */
public final class ClusterAgreement {
  private final int n;
  private final List<Cell> cells;
  private final long[] gold;
  private final long[] found;

  /** Items of one class that are in one cluster. */
  private record Cell(int row, int column, long count) {}

  /** How two entropies become one that the mutual information is divided by. */
  public enum Averaging {
    /** The smaller. */
    MIN,
    /** The root of the product. */
    GEOMETRIC,
    /** The mean; scikit-learn's default. */
    ARITHMETIC,
    /** The larger. */
    MAX;

    double of(double a, double b) {
      return switch (this) {
        case MIN -> Math.min(a, b);
        case GEOMETRIC -> Math.sqrt(a * b);
        case ARITHMETIC -> (a + b) / 2;
        case MAX -> Math.max(a, b);
      };
    }
  }

  private ClusterAgreement(int n, List<Cell> cells, long[] gold, long[] found) {
    this.n = n;
    this.cells = cells;
    this.gold = gold;
    this.found = found;
  }

  /**
   * Compares clusters.
   *
   * @param gold the class of each item
   * @param found the cluster of each item
   * @return the comparison
   * @throws IllegalArgumentException if the arrays are not as long; both lengths are in the message
   */
  public static ClusterAgreement of(int[] gold, int[] found) {
    if (gold.length != found.length) {
      throw new IllegalArgumentException(
          "classes and clusters must be as long, got " + gold.length + " and " + found.length);
    }
    int[] rows = places(gold);
    int[] columns = places(found);
    long[] rowSums = new long[distinct(rows)];
    long[] columnSums = new long[distinct(columns)];
    Map<Long, Long> counts = new HashMap<>();
    for (int i = 0; i < rows.length; i++) {
      rowSums[rows[i]]++;
      columnSums[columns[i]]++;
      counts.merge(((long) rows[i] << Integer.SIZE) | columns[i], 1L, Long::sum);
    }
    List<Cell> cells = new ArrayList<>();
    counts.forEach(
        (place, count) ->
            cells.add(new Cell((int) (place >>> Integer.SIZE), place.intValue(), count)));
    return new ClusterAgreement(rows.length, List.copyOf(cells), rowSums, columnSums);
  }

  /** Labels as places of the sorted distinct labels. */
  private static int[] places(int[] labels) {
    int[] sorted = Arrays.stream(labels).distinct().sorted().toArray();
    return Arrays.stream(labels).map(label -> Arrays.binarySearch(sorted, label)).toArray();
  }

  private static int distinct(int[] places) {
    return Arrays.stream(places).max().orElse(-1) + 1;
  }

  /**
   * How many items of each class are in each cluster.
   *
   * @return rows of classes, columns of clusters, both in the order of their numbers; the caller's
   *     own
   */
  public long[][] contingency() {
    long[][] table = new long[gold.length][found.length];
    for (Cell cell : cells) {
      table[cell.row()][cell.column()] = cell.count();
    }
    return table;
  }

  /**
   * The share of items that belong to the most frequent class of their cluster. More clusters make
   * it higher: singletons have 1.
   *
   * @return 0 to 1, higher is better; NaN without items
   */
  public double purity() {
    long[] largest = new long[found.length];
    for (Cell cell : cells) {
      largest[cell.column()] = Math.max(largest[cell.column()], cell.count());
    }
    return (double) Arrays.stream(largest).sum() / n;
  }

  /**
   * The share of items that are in the most frequent cluster of their class.
   *
   * @return 0 to 1, higher is better; NaN without items
   */
  public double inversePurity() {
    long[] largest = new long[gold.length];
    for (Cell cell : cells) {
      largest[cell.row()] = Math.max(largest[cell.row()], cell.count());
    }
    return (double) Arrays.stream(largest).sum() / n;
  }

  /**
   * The share of items that are right if each cluster is named after one class, no two after the
   * same, as well as that can be done (Kuhn 1955), in O(clusters³).
   *
   * @return 0 to 1, higher is better; NaN without items
   */
  public double assignmentAccuracy() {
    return (double) Assignment.largestSum(contingency()) / n;
  }

  /** Ordered pairs: together in both, in the gold standard, in the clusters. */
  private double[] pairs() {
    return new double[] {
      squares(cells.stream().mapToLong(Cell::count).toArray()) - n,
      squares(gold) - n,
      squares(found) - n
    };
  }

  private static double squares(long[] counts) {
    return Arrays.stream(counts).mapToDouble(count -> (double) count * count).sum();
  }

  /**
   * The Rand index: the share of pairs of items that are together in both or apart in both.
   *
   * @return 0 to 1, higher is better; 1 without pairs
   */
  public double rand() {
    double[] together = pairs();
    double all = (double) n * (n - 1);
    double apart = all - together[1] - together[2] + together[0];
    return all <= 0 || together[0] + apart == all ? 1 : (together[0] + apart) / all;
  }

  /**
   * The Rand index, adjusted for chance (Hubert and Arabie 1985).
   *
   * @return −0.5 to 1, higher is better, 0 for chance; 1 without pairs
   */
  public double adjustedRand() {
    double[] together = pairs();
    double both = together[0];
    double missed = together[1] - both;
    double wrong = together[2] - both;
    double apart = (double) n * (n - 1) - both - missed - wrong;
    if (missed == 0 && wrong == 0) {
      return 1;
    }
    return 2
        * (both * apart - missed * wrong)
        / ((both + missed) * (missed + apart) + (both + wrong) * (wrong + apart));
  }

  /**
   * Fowlkes and Mallows (1983): the geometric mean of precision and recall over pairs.
   *
   * @return 0 to 1, higher is better; 0 if no pair is together in both
   */
  public double fowlkesMallows() {
    double[] together = pairs();
    return together[0] == 0
        ? 0
        : Math.sqrt(together[0] / together[1]) * Math.sqrt(together[0] / together[2]);
  }

  /**
   * What the clusters tell of the classes: Σ p(c, k) ln(p(c, k) / (p(c) p(k))).
   *
   * @return at least 0, in nats, higher is better
   */
  public double mutualInformation() {
    double sum = 0;
    for (Cell cell : cells) {
      double count = cell.count();
      sum +=
          count
              / n
              * (Math.log(count)
                  - Math.log((double) gold[cell.row()])
                  - Math.log((double) found[cell.column()])
                  + Math.log(n));
    }
    return Math.abs(sum) < Math.ulp(1.0) || sum < 0 ? 0 : sum;
  }

  private double entropy(long[] counts) {
    if (counts.length <= 1) {
      return 0;
    }
    double sum = 0;
    for (long count : counts) {
      sum -= (double) count / n * (Math.log((double) count) - Math.log(n));
    }
    return sum;
  }

  private boolean areBothOne() {
    return n == 0 || (gold.length == 1 && found.length == 1);
  }

  /**
   * Normalised mutual information.
   *
   * @param averaging what it is divided by
   * @return 0 to 1, higher is better; 1 if both sides are one cluster, 0 if one of them is
   */
  public double normalisedMutualInformation(Averaging averaging) {
    if (areBothOne()) {
      return 1;
    }
    double information = mutualInformation();
    return information == 0 ? 0 : information / averaging.of(entropy(gold), entropy(found));
  }

  /**
   * Mutual information, adjusted for chance (Vinh, Epps and Bailey 2010), in O(classes · clusters ·
   * items) at worst.
   *
   * @param averaging what it is divided by
   * @return at most 1, higher is better, 0 for chance; 1 if both sides are one cluster, 0 if one of
   *     them is. Where each item is a cluster of its own, chance reaches the information of the
   *     other side: 1 if that is what it is divided by, else 0. scikit-learn leaves this 0/0 to its
   *     rounding errors
   */
  public double adjustedMutualInformation(Averaging averaging) {
    if (areBothOne()) {
      return 1;
    }
    if (gold.length == 1 || found.length == 1) {
      return 0;
    }
    if (gold.length == n || found.length == n) {
      return gold.length == found.length || averaging == Averaging.MIN ? 1 : 0;
    }
    double expected = expectedMutualInformation();
    double denominator = averaging.of(entropy(gold), entropy(found)) - expected;
    double eps = Math.ulp(1.0);
    denominator = denominator < 0 ? Math.min(denominator, -eps) : Math.max(denominator, eps);
    return (mutualInformation() - expected) / denominator;
  }

  private double expectedMutualInformation() {
    double sum = 0;
    double logItems = Math.log(n);
    for (long row : gold) {
      for (long column : found) {
        double fixed =
            logFactorial(row)
                + logFactorial(column)
                + logFactorial(n - row)
                + logFactorial(n - column)
                - logFactorial(n);
        for (long both = Math.max(1, row + column - n); both <= Math.min(row, column); both++) {
          double information =
              (double) both
                  / n
                  * (logItems
                      + Math.log((double) both)
                      - Math.log((double) row)
                      - Math.log((double) column));
          sum +=
              information
                  * Math.exp(
                      fixed
                          - logFactorial(both)
                          - logFactorial(row - both)
                          - logFactorial(column - both)
                          - logFactorial(n - row - column + both));
        }
      }
    }
    return sum;
  }

  private static double logFactorial(long k) {
    return Gamma.logGamma(k + 1.0);
  }

  /**
   * Whether each cluster holds one class only: 1 − H(class | cluster) / H(class).
   *
   * @return 0 to 1, higher is better; 1 if there is one class
   */
  public double homogeneity() {
    double entropy = entropy(gold);
    return entropy == 0 ? 1 : mutualInformation() / entropy;
  }

  /**
   * Whether each class is in one cluster only: 1 − H(cluster | class) / H(cluster).
   *
   * @return 0 to 1, higher is better; 1 if there is one cluster
   */
  public double completeness() {
    double entropy = entropy(found);
    return entropy == 0 ? 1 : mutualInformation() / entropy;
  }

  /**
   * V-measure (Rosenberg and Hirschberg 2007): (1 + β) h c / (β h + c). With β = 1 it is the
   * normalised mutual information by the arithmetic mean.
   *
   * @param beta above 0; above 1, completeness counts for more
   * @return 0 to 1, higher is better; 0 if both parts are 0
   * @throws IllegalArgumentException if beta is not above 0
   */
  public double vMeasure(double beta) {
    if (!(beta > 0) || Double.isInfinite(beta)) {
      throw new IllegalArgumentException("beta must be above 0 and finite, got " + beta);
    }
    double homogeneity = homogeneity();
    double completeness = completeness();
    return homogeneity + completeness == 0
        ? 0
        : (1 + beta) * homogeneity * completeness / (beta * homogeneity + completeness);
  }
}
