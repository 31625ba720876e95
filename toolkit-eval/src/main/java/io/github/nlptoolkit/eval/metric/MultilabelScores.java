package io.github.nlptoolkit.eval.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How well sets of labels are predicted, equal to scikit-learn 1.9.1 on indicator matrices with
 * {@code zero_division} 0. Immutable and thread-safe.
 */
public final class MultilabelScores {
  private final List<Set<String>> gold;
  private final List<Set<String>> predicted;
  private final List<String> labels;

  private MultilabelScores(
      List<Set<String>> gold, List<Set<String>> predicted, List<String> labels) {
    this.gold = gold;
    this.predicted = predicted;
    this.labels = labels;
  }

  /**
   * Scores sets of labels.
   *
   * @param gold the right labels of each item
   * @param predicted as many predicted sets
   * @param labels all labels that there are
   * @return the scores
   * @throws IllegalArgumentException if the lists are not as long, or a set has a label that is not
   *     among the labels
   */
  public static MultilabelScores of(
      List<Set<String>> gold, List<Set<String>> predicted, List<String> labels) {
    Checks.sameLength("gold sets", gold.size(), "predicted sets", predicted.size());
    Set<String> known = new TreeSet<>(labels);
    for (List<Set<String>> side : List.of(gold, predicted)) {
      for (int i = 0; i < side.size(); i++) {
        for (String label : side.get(i)) {
          if (!known.contains(label)) {
            throw new IllegalArgumentException(
                "item " + i + " has the label \"" + label + "\", which is not among the labels");
          }
        }
      }
    }
    return new MultilabelScores(
        gold.stream().<Set<String>>map(Set::copyOf).toList(),
        predicted.stream().<Set<String>>map(Set::copyOf).toList(),
        List.copyOf(labels));
  }

  /**
   * The share of items whose whole set is right.
   *
   * @return 0 to 1, higher is better; NaN if there are no items
   */
  public double subsetAccuracy() {
    long right = 0;
    for (int i = 0; i < gold.size(); i++) {
      right += gold.get(i).equals(predicted.get(i)) ? 1 : 0;
    }
    return (double) right / gold.size();
  }

  /**
   * The share of (item, label) pairs that are wrong.
   *
   * @return 0 to 1, lower is better; NaN if there are no items or labels
   */
  public double hammingLoss() {
    long wrong = 0;
    for (int i = 0; i < gold.size(); i++) {
      for (String label : labels) {
        wrong += gold.get(i).contains(label) != predicted.get(i).contains(label) ? 1 : 0;
      }
    }
    return (double) wrong / ((double) gold.size() * labels.size());
  }

  /**
   * The scores of the labels as one.
   *
   * @param average how
   * @return the scores, 0 for 0/0
   */
  public Score score(Average average) {
    List<long[]> counts = new ArrayList<>();
    for (String label : labels) {
      long[] one = new long[3];
      for (int i = 0; i < gold.size(); i++) {
        count(one, gold.get(i).contains(label), predicted.get(i).contains(label));
      }
      counts.add(one);
    }
    long[] sum = new long[3];
    counts.forEach(one -> add(sum, one));
    if (average == Average.MICRO) {
      return score(sum);
    }
    return mean(counts, average == Average.WEIGHTED, sum[2]);
  }

  /**
   * The mean of the items' scores ({@code average="samples"}).
   *
   * @return the scores, 0 for 0/0; NaN if there are no items
   */
  public Score itemwise() {
    List<long[]> counts = new ArrayList<>();
    long support = 0;
    for (int i = 0; i < gold.size(); i++) {
      long[] one = new long[3];
      for (String label : labels) {
        count(one, gold.get(i).contains(label), predicted.get(i).contains(label));
      }
      support += one[2];
      counts.add(one);
    }
    return mean(counts, false, support);
  }

  private static void count(long[] counts, boolean isRight, boolean isFound) {
    counts[0] += isRight && isFound ? 1 : 0;
    counts[1] += isFound ? 1 : 0;
    counts[2] += isRight ? 1 : 0;
  }

  private static void add(long[] sum, long[] one) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += one[i];
    }
  }

  private static Score score(long[] counts) {
    return new Score(
        ZeroDivision.ZERO.divide(counts[0], counts[1]),
        ZeroDivision.ZERO.divide(counts[0], counts[2]),
        ZeroDivision.ZERO.divide(2 * counts[0], counts[1] + counts[2]),
        counts[2]);
  }

  private static Score mean(List<long[]> counts, boolean isWeighted, long support) {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    double weights = 0;
    for (long[] one : counts) {
      double weight = isWeighted ? one[2] : 1;
      Score score = score(one);
      precision += weight * score.precision();
      recall += weight * score.recall();
      f1 += weight * score.f1();
      weights += weight;
    }
    if (isWeighted && weights == 0) {
      return new Score(0, 0, 0, 0);
    }
    return new Score(precision / weights, recall / weights, f1 / weights, support);
  }
}
