package io.github.nlptoolkit.eval.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * How good probabilities of several classes are, equal to scikit-learn 1.9.1 ({@code roc_auc_score}
 * of several classes, {@code log_loss}, {@code top_k_accuracy_score}). Immutable and thread-safe.
 */
public final class MulticlassRanking {
  /** The smallest probability that a logarithm is taken of; numpy's eps of float64. */
  private static final double SMALLEST = Math.ulp(1.0);

  private final int[] gold;
  private final double[][] probabilities;
  private final int classes;

  private MulticlassRanking(int[] gold, double[][] probabilities, int classes) {
    this.gold = gold;
    this.probabilities = probabilities;
    this.classes = classes;
  }

  /**
   * Takes probabilities.
   *
   * @param gold the class of each item, from 0
   * @param probabilities as many rows, each with the probability of each class
   * @return the ranking
   * @throws IllegalArgumentException if there are not as many rows or they differ in length, a
   *     class has no column, or a probability is NaN or infinite
   */
  public static MulticlassRanking of(int[] gold, double[][] probabilities) {
    Checks.sameLength("classes", gold.length, "rows of probabilities", probabilities.length);
    int classes = probabilities.length == 0 ? 0 : probabilities[0].length;
    double[][] rows = new double[probabilities.length][];
    for (int i = 0; i < rows.length; i++) {
      Checks.sameLength("row 0", classes, "row " + i, probabilities[i].length);
      Checks.finite("probabilities of row " + i, probabilities[i]);
      if (gold[i] < 0 || gold[i] >= classes) {
        throw new IllegalArgumentException(
            "item " + i + " is of class " + gold[i] + ", there are probabilities of " + classes);
      }
      rows[i] = probabilities[i].clone();
    }
    return new MulticlassRanking(gold.clone(), rows, classes);
  }

  /**
   * The mean of each class's ROC-AUC against all others.
   *
   * @param isWeighted whether a class counts as often as the gold standard has it
   * @return 0 to 1, higher is better; NaN if a class is missing
   */
  public double rocAucOneVersusRest(boolean isWeighted) {
    double sum = 0;
    double weights = 0;
    for (int c = 0; c < classes; c++) {
      double weight = isWeighted ? count(c) : 1;
      sum += weight * auc(c, allItems());
      weights += weight;
    }
    return sum / weights;
  }

  /**
   * The mean over pairs of classes of how well each is told from the other (Hand and Till 2001).
   *
   * @param isWeighted whether a pair counts as often as the gold standard has its two classes
   * @return 0 to 1, higher is better; NaN if a class is missing
   */
  public double rocAucOneVersusOne(boolean isWeighted) {
    double sum = 0;
    double weights = 0;
    for (int a = 0; a < classes; a++) {
      for (int b = a + 1; b < classes; b++) {
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < gold.length; i++) {
          if (gold[i] == a || gold[i] == b) {
            items.add(i);
          }
        }
        double weight = isWeighted ? items.size() : 1;
        sum += weight * (auc(a, items) + auc(b, items)) / 2;
        weights += weight;
      }
    }
    return sum / weights;
  }

  private List<Integer> allItems() {
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < gold.length; i++) {
      items.add(i);
    }
    return items;
  }

  private double auc(int positive, List<Integer> items) {
    boolean[] labels = new boolean[items.size()];
    double[] scores = new double[items.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = gold[items.get(i)] == positive;
      scores[i] = probabilities[items.get(i)][positive];
    }
    return BinaryRanking.of(labels, scores).rocAuc();
  }

  private long count(int label) {
    long count = 0;
    for (int one : gold) {
      count += one == label ? 1 : 0;
    }
    return count;
  }

  /**
   * The mean of −ln of the right class's probability, which is taken to be at least 2⁻⁵².
   *
   * @return at least 0, lower is better; NaN if there are no items
   */
  public double logLoss() {
    double sum = 0;
    for (int i = 0; i < gold.length; i++) {
      sum -= Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, probabilities[i][gold[i]])));
    }
    return sum / gold.length;
  }

  /**
   * The share of items whose class is among the k most probable; of equal ones the later class is
   * first, as in scikit-learn.
   *
   * @param k at least 1
   * @return 0 to 1, higher is better; NaN if there are no items
   * @throws IllegalArgumentException if k is below 1
   */
  public double topKAccuracy(int k) {
    Checks.cutOff(k);
    long hits = 0;
    for (int i = 0; i < gold.length; i++) {
      int before = 0;
      for (int c = 0; c < classes; c++) {
        double difference = probabilities[i][c] - probabilities[i][gold[i]];
        before += difference > 0 || (difference == 0 && c > gold[i]) ? 1 : 0;
      }
      hits += before < k ? 1 : 0;
    }
    return (double) hits / gold.length;
  }
}
