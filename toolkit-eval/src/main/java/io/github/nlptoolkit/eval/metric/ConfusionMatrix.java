package io.github.nlptoolkit.eval.metric;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How often each label was predicted for each label of the gold standard: rows are gold labels,
 * columns predicted ones. Equal to scikit-learn 1.9.1 ({@code confusion_matrix}, {@code
 * matthews_corrcoef}, {@code cohen_kappa_score}).
 *
 * <p>Immutable and thread-safe.
 */
public final class ConfusionMatrix {

  /** What a cell is divided by. */
  public enum Normalisation {
    /** The row's sum: shares of each gold label. */
    GOLD,
    /** The column's sum: shares of each predicted label. */
    PREDICTED,
    /** The sum of all cells. */
    ALL
  }

  private final List<String> labels;
  private final long[][] counts;

  private ConfusionMatrix(List<String> labels, long[][] counts) {
    this.labels = labels;
    this.counts = counts;
  }

  /**
   * Counts all labels that occur.
   *
   * @param gold the right labels
   * @param predicted as many predicted ones
   * @return the matrix, labels in the order of their characters
   * @throws IllegalArgumentException if the lists are not as long; both lengths are in the message
   */
  public static ConfusionMatrix of(List<String> gold, List<String> predicted) {
    SortedSet<String> seen = new TreeSet<>(gold);
    seen.addAll(predicted);
    return of(gold, predicted, List.copyOf(seen));
  }

  /**
   * Counts some labels.
   *
   * @param gold the right labels
   * @param predicted as many predicted ones
   * @param labels the labels to count, in the order of rows and columns; items with another label
   *     on either side are left out
   * @return the matrix
   * @throws IllegalArgumentException if the lists are not as long or a label comes twice
   */
  public static ConfusionMatrix of(List<String> gold, List<String> predicted, List<String> labels) {
    Checks.sameLength("gold labels", gold.size(), "predicted labels", predicted.size());
    List<String> kept = List.copyOf(labels);
    if (new LinkedHashSet<>(kept).size() != kept.size()) {
      throw new IllegalArgumentException("labels must differ, got " + kept);
    }
    Map<String, Integer> places = new HashMap<>();
    for (String label : kept) {
      places.put(label, places.size());
    }
    long[][] counts = new long[kept.size()][kept.size()];
    for (int i = 0; i < gold.size(); i++) {
      Integer row = places.get(gold.get(i));
      Integer column = places.get(predicted.get(i));
      if (row != null && column != null) {
        counts[row][column]++;
      }
    }
    return new ConfusionMatrix(kept, counts);
  }

  /**
   * The labels of rows and columns.
   *
   * @return in order; immutable
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * A cell.
   *
   * @param gold the row, below the number of labels
   * @param predicted the column
   * @return how often the one was predicted for the other
   */
  public long count(int gold, int predicted) {
    return counts[gold][predicted];
  }

  /**
   * All cells, divided.
   *
   * @param by what each is divided by
   * @return rows of gold labels, the caller's own; 0 where there is nothing to divide by
   */
  public double[][] normalised(Normalisation by) {
    int n = labels.size();
    double[][] shares = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        long divisor =
            switch (by) {
              case GOLD -> goldCount(i);
              case PREDICTED -> predictedCount(j);
              case ALL -> total();
            };
        shares[i][j] = divisor == 0 ? 0 : (double) counts[i][j] / divisor;
      }
    }
    return shares;
  }

  /**
   * How often the gold standard has a label.
   *
   * @param label the row
   * @return the row's sum
   */
  public long goldCount(int label) {
    long sum = 0;
    for (long count : counts[label]) {
      sum += count;
    }
    return sum;
  }

  /**
   * How often a label was predicted.
   *
   * @param label the column
   * @return the column's sum
   */
  public long predictedCount(int label) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[label];
    }
    return sum;
  }

  /**
   * How many items are in the matrix.
   *
   * @return the sum of all cells
   */
  public long total() {
    long sum = 0;
    for (int i = 0; i < labels.size(); i++) {
      sum += goldCount(i);
    }
    return sum;
  }

  /** The sum of the diagonal. */
  long correct() {
    long sum = 0;
    for (int i = 0; i < labels.size(); i++) {
      sum += counts[i][i];
    }
    return sum;
  }

  /**
   * Matthews' correlation coefficient, for any number of labels (Gorodkin 2004): (c·s − Σ p·t) /
   * √((s² − Σ p²)(s² − Σ t²)), with c right items of s, and each label predicted p times and right
   * t times.
   *
   * @return −1 to 1, higher is better, 0 for chance; 0 if either side has one label only or there
   *     is nothing
   */
  public double matthewsCorrelation() {
    double both = 0;
    double gold = 0;
    double predicted = 0;
    for (int i = 0; i < labels.size(); i++) {
      double right = goldCount(i);
      double found = predictedCount(i);
      both += right * found;
      gold += right * right;
      predicted += found * found;
    }
    double total = total();
    double square = total * total;
    double denominator = Math.sqrt((square - predicted) * (square - gold));
    return denominator == 0 ? 0 : (correct() * total - both) / denominator;
  }

  /**
   * Cohen's kappa: 1 − Σ w·observed / Σ w·expected (Cohen 1960; with weights 1968).
   *
   * @param weights how bad each confusion is
   * @return at most 1, higher is better, 0 for chance; NaN if both sides have the same one label
   *     (no confusion is possible, 0/0) or there is nothing
   */
  public double kappa(KappaWeights weights) {
    double observed = 0;
    double expected = 0;
    double total = total();
    for (int i = 0; i < labels.size(); i++) {
      double row = goldCount(i);
      for (int j = 0; j < labels.size(); j++) {
        observed += weights.of(i, j) * counts[i][j];
        expected += weights.of(i, j) * row * predictedCount(j) / total;
      }
    }
    return 1 - observed / expected;
  }
}
