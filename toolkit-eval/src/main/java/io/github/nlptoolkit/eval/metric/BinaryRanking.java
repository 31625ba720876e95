package io.github.nlptoolkit.eval.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well scores tell positive items from negative ones, whatever the threshold. Equal to
 * scikit-learn 1.9.1 ({@code roc_auc_score}, {@code average_precision_score}, {@code roc_curve}
 * without dropped points, {@code precision_recall_curve}); the best thresholds are those of
 * sentence-transformers' {@code BinaryClassificationEvaluator}.
 *
 * <p>Items of one score stay together: a threshold is never between them. Immutable and
 * thread-safe.
 */
public final class BinaryRanking {
  /** Distinct scores, falling. */
  private final double[] thresholds;

  /** Positive and all items with at least that score. */
  private final long[] positives;

  private final long[] items;

  private BinaryRanking(double[] thresholds, long[] positives, long[] items) {
    this.thresholds = thresholds;
    this.positives = positives;
    this.items = items;
  }

  /**
   * A threshold and how good it is.
   *
   * @param threshold items with at least this score are called positive
   * @param value the accuracy or the F1, 0 to 1
   */
  public record Best(double threshold, double value) {}

  /**
   * One place of a curve.
   *
   * @param x the share of negatives that are called positive, or the recall
   * @param y the share of positives that are, or the precision
   * @param threshold items with at least this score are called positive; infinite where none is
   */
  public record Point(double x, double y, double threshold) {}

  /**
   * Ranks items.
   *
   * @param positive which items are positive
   * @param scores as many scores, higher for what is more likely positive
   * @return the ranking
   * @throws IllegalArgumentException if the arrays are not as long (both lengths are in the
   *     message) or a score is NaN or infinite
   */
  public static BinaryRanking of(boolean[] positive, double[] scores) {
    Checks.sameLength("labels", positive.length, "scores", scores.length);
    Checks.finite("scores", scores);
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
    double[] thresholds = new double[scores.length];
    long[] positives = new long[scores.length];
    long[] items = new long[scores.length];
    int groups = 0;
    for (int at = 0; at < order.length; at++) {
      int i = order[at];
      if (groups == 0 || scores[i] != thresholds[groups - 1]) {
        thresholds[groups] = scores[i];
        positives[groups] = groups == 0 ? 0 : positives[groups - 1];
        groups++;
      }
      positives[groups - 1] += positive[i] ? 1 : 0;
      items[groups - 1] = at + 1L;
    }
    return new BinaryRanking(
        Arrays.copyOf(thresholds, groups),
        Arrays.copyOf(positives, groups),
        Arrays.copyOf(items, groups));
  }

  private long positives() {
    return positives.length == 0 ? 0 : positives[positives.length - 1];
  }

  private long negatives() {
    return items.length == 0 ? 0 : items[items.length - 1] - positives();
  }

  /**
   * The area under the ROC curve: the chance that a positive item has a higher score than a
   * negative one, ties counting half.
   *
   * @return 0 to 1, higher is better, 0.5 for chance; NaN if one class is missing or there is
   *     nothing
   */
  public double rocAuc() {
    double area = 0;
    long positivesBefore = 0;
    long negativesBefore = 0;
    for (int i = 0; i < thresholds.length; i++) {
      long negative = items[i] - positives[i];
      area += (negative - negativesBefore) * ((positives[i] + positivesBefore) / 2.0);
      positivesBefore = positives[i];
      negativesBefore = negative;
    }
    return area / ((double) positives() * negatives());
  }

  /**
   * The sum of (Rᵢ − Rᵢ₋₁) Pᵢ over the thresholds from the highest score down, without
   * interpolation.
   *
   * @return 0 to 1, higher is better, the share of positives for chance; 0 if no item is positive
   */
  public double averagePrecision() {
    if (positives() == 0) {
      return 0;
    }
    double sum = 0;
    long before = 0;
    for (int i = 0; i < thresholds.length; i++) {
      sum += (positives[i] - before) * ((double) positives[i] / items[i]);
      before = positives[i];
    }
    return sum / positives();
  }

  /**
   * The ROC curve: false positive rate (x) and true positive rate (y) at each distinct score, from
   * none called positive to all.
   *
   * @return the points, one more than there are distinct scores; a rate is NaN if its class is
   *     missing; the caller's own
   */
  public Point[] rocCurve() {
    Point[] points = new Point[thresholds.length + 1];
    points[0] = point(0, 0, Double.POSITIVE_INFINITY);
    for (int i = 0; i < thresholds.length; i++) {
      points[i + 1] = point(items[i] - positives[i], positives[i], thresholds[i]);
    }
    return points;
  }

  private Point point(long falsePositives, long truePositives, double threshold) {
    return new Point(
        (double) falsePositives / negatives(), (double) truePositives / positives(), threshold);
  }

  /**
   * The precision-recall curve: recall (x) and precision (y) at each distinct score, from all
   * called positive to none (recall 0, precision 1).
   *
   * @return the points, one more than there are distinct scores; recall is 1 if there are no
   *     positives, as in scikit-learn; the caller's own
   */
  public Point[] precisionRecallCurve() {
    int n = thresholds.length;
    Point[] points = new Point[n + 1];
    for (int i = 0; i < n; i++) {
      double recall = positives() == 0 ? 1 : (double) positives[i] / positives();
      points[n - 1 - i] = new Point(recall, (double) positives[i] / items[i], thresholds[i]);
    }
    points[n] = new Point(0, 1, Double.POSITIVE_INFINITY);
    return points;
  }

  /**
   * The threshold with the highest accuracy, between two scores that differ.
   *
   * @return the threshold and its accuracy; the highest of those that are as good; accuracy NaN if
   *     there are no items
   */
  public Best bestAccuracy() {
    Best best = new Best(Double.POSITIVE_INFINITY, Double.NaN);
    for (int i = 0; i < thresholds.length; i++) {
      long right = positives[i] + negatives() - (items[i] - positives[i]);
      double accuracy = (double) right / (positives() + negatives());
      if (!(accuracy <= best.value())) {
        best = new Best(midpoint(i), accuracy);
      }
    }
    return best;
  }

  /**
   * The threshold with the highest F1 of the positive class, between two scores that differ.
   *
   * @return the threshold and its F1; the highest of those that are as good; F1 0 if no item is
   *     positive
   */
  public Best bestF1() {
    Best best = new Best(Double.POSITIVE_INFINITY, 0);
    for (int i = 0; i < thresholds.length; i++) {
      double f1 = 2.0 * positives[i] / (positives() + items[i]);
      if (f1 > best.value()) {
        best = new Best(midpoint(i), f1);
      }
    }
    return best;
  }

  private double midpoint(int i) {
    return i + 1 < thresholds.length ? (thresholds[i] + thresholds[i + 1]) / 2 : thresholds[i];
  }
}
