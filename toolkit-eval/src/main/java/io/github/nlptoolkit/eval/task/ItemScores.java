package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.eval.cluster.ClusterAgreement;
import io.github.nlptoolkit.eval.metric.BinaryRanking;
import io.github.nlptoolkit.eval.metric.Correlation;
import io.github.nlptoolkit.eval.significance.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of each item of a data set that an evaluation's main score is made of, so that two
 * evaluations of the same items can be compared and intervals be drawn. Immutable and thread-safe.
 */
public final class ItemScores {

  /** How the numbers of items become one score. */
  public enum Kind {
    /** The mean of one number. */
    MEAN(1),
    /** Spearman's ρ of the gold score and the predicted one. */
    SPEARMAN(2),
    /** The average precision of a label (1 or 0) and a score. */
    AVERAGE_PRECISION(2),
    /** F1 of how many units are right, predicted, and in the gold standard. */
    F1(3),
    /** 10^−(Σ log10 probabilities / Σ tokens): lower is better. */
    PERPLEXITY(2),
    /** The V-measure of a class and a cluster, both as whole numbers. */
    V_MEASURE(2);

    private final int columns;

    Kind(int columns) {
      this.columns = columns;
    }
  }

  private final Kind kind;
  private final List<double[]> columns;

  private ItemScores(Kind kind, List<double[]> columns) {
    this.kind = kind;
    this.columns = columns;
  }

  /**
   * Takes numbers.
   *
   * @param kind what they are
   * @param columns the numbers of all items, as many arrays as the kind needs
   * @return the scores
   * @throws IllegalArgumentException if there are not as many arrays as the kind needs, or one is
   *     longer than another
   */
  public static ItemScores of(Kind kind, double[]... columns) {
    if (columns.length != kind.columns) {
      throw new IllegalArgumentException(
          kind + " needs " + kind.columns + " numbers of each item, got " + columns.length);
    }
    List<double[]> kept = new ArrayList<>();
    for (double[] column : columns) {
      if (column.length != columns[0].length) {
        throw new IllegalArgumentException(
            "columns must be as long, got " + columns[0].length + " and " + column.length);
      }
      kept.add(column.clone());
    }
    return new ItemScores(kind, kept);
  }

  /**
   * What the numbers are.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Whether more is better.
   *
   * @return false for perplexity
   */
  public boolean isHigherBetter() {
    return kind != Kind.PERPLEXITY;
  }

  /**
   * Whether items may come several times without making the score higher, so that it has bootstrap
   * samples. Of the V-measure they may not: an item and its copies agree with each other.
   *
   * @return false for the V-measure
   */
  public boolean allowsRepeats() {
    return kind != Kind.V_MEASURE;
  }

  /**
   * How many items there are.
   *
   * @return the count
   */
  public int count() {
    return columns.get(0).length;
  }

  /**
   * The numbers.
   *
   * @param column which, from 0
   * @return one for each item; the caller's own
   */
  public double[] column(int column) {
    return columns.get(column).clone();
  }

  /**
   * How many numbers each item has.
   *
   * @return 1 to 3
   */
  public int columns() {
    return kind.columns;
  }

  /**
   * The score of some of the items.
   *
   * @return the statistic
   */
  public Statistic statistic() {
    return switch (kind) {
      case MEAN -> Statistic.mean(columns.get(0));
      case SPEARMAN -> items -> Correlation.spearman(pick(0, items), pick(1, items)).value();
      case AVERAGE_PRECISION ->
          items -> {
            boolean[] labels = new boolean[items.length];
            for (int i = 0; i < labels.length; i++) {
              labels[i] = columns.get(0)[items[i]] > 0;
            }
            return BinaryRanking.of(labels, pick(1, items)).averagePrecision();
          };
      case F1 ->
          items -> {
            double all = sum(1, items) + sum(2, items);
            return all == 0 ? 0 : 2 * sum(0, items) / all;
          };
      case PERPLEXITY -> items -> Math.pow(10, -sum(0, items) / sum(1, items));
      case V_MEASURE -> items -> ClusterAgreement.of(whole(0, items), whole(1, items)).vMeasure(1);
    };
  }

  private double[] pick(int column, int[] items) {
    double[] picked = new double[items.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = columns.get(column)[items[i]];
    }
    return picked;
  }

  private int[] whole(int column, int[] items) {
    double[] values = columns.get(column);
    return Arrays.stream(items).map(item -> (int) values[item]).toArray();
  }

  private double sum(int column, int[] items) {
    double sum = 0;
    for (int item : items) {
      sum += columns.get(column)[item];
    }
    return sum;
  }
}
