package io.github.nlptoolkit.eval.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well labels are predicted, equal to scikit-learn 1.9.1 ({@code
 * precision_recall_fscore_support}, {@code accuracy_score}, {@code balanced_accuracy_score}).
 *
 * <p>Precision is TP / predicted, recall TP / gold, Fβ (1 + β²) TP / (β² gold + predicted). All
 * range from 0 to 1, higher is better. Macro F1 is the mean of the labels' F1, not the F1 of the
 * means. Immutable and thread-safe.
 */
public final class ClassificationScores {
  private final ConfusionMatrix all;
  private final List<String> labels;
  private final List<Counts> counts;
  private final ZeroDivision zeroDivision;

  /** How often a label is right, predicted, and in the gold standard. */
  private record Counts(long correct, long predicted, long gold) {
    Counts plus(Counts other) {
      return new Counts(correct + other.correct, predicted + other.predicted, gold + other.gold);
    }
  }

  private ClassificationScores(
      ConfusionMatrix all, List<String> labels, ZeroDivision zeroDivision) {
    this.all = all;
    this.labels = List.copyOf(labels);
    this.zeroDivision = zeroDivision;
    this.counts = this.labels.stream().map(label -> counts(all, label)).toList();
  }

  private static Counts counts(ConfusionMatrix all, String label) {
    int at = all.labels().indexOf(label);
    return at < 0
        ? new Counts(0, 0, 0)
        : new Counts(all.count(at, at), all.predictedCount(at), all.goldCount(at));
  }

  /**
   * Scores all labels that occur on either side.
   *
   * @param gold the right labels
   * @param predicted as many predicted ones
   * @return the scores, with zero division as 0
   * @throws IllegalArgumentException if the lists are not as long; both lengths are in the message
   */
  public static ClassificationScores of(List<String> gold, List<String> predicted) {
    ConfusionMatrix all = ConfusionMatrix.of(gold, predicted);
    return new ClassificationScores(all, all.labels(), ZeroDivision.ZERO);
  }

  /**
   * The same scores over some labels: averages are over these, one that never occurs among them.
   * {@link #accuracy()} and {@link #balancedAccuracy()} remain those of all items.
   *
   * @param labels the labels, in order
   * @return the scores
   */
  public ClassificationScores over(List<String> labels) {
    return new ClassificationScores(all, labels, zeroDivision);
  }

  /**
   * The same scores with another rule for 0/0.
   *
   * @param zeroDivision the rule
   * @return the scores
   */
  public ClassificationScores dividing(ZeroDivision zeroDivision) {
    return new ClassificationScores(all, labels, zeroDivision);
  }

  /**
   * The labels that averages are over.
   *
   * @return in order; immutable
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * All items, by gold and predicted label.
   *
   * @return the matrix of all labels that occur
   */
  public ConfusionMatrix confusion() {
    return all;
  }

  /**
   * The share of right items.
   *
   * @return 0 to 1, higher is better; NaN if there are no items
   */
  public double accuracy() {
    return (double) all.correct() / all.total();
  }

  /**
   * The mean recall of the labels that the gold standard has.
   *
   * @return 0 to 1, higher is better; NaN if there are no items
   */
  public double balancedAccuracy() {
    return IntStream.range(0, all.labels().size())
        .filter(i -> all.goldCount(i) > 0)
        .mapToDouble(i -> (double) all.count(i, i) / all.goldCount(i))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The scores of one label: as a binary task, those of the positive label.
   *
   * @param label the label
   * @return its scores; zero divisions throughout for a label that does not occur
   */
  public Score score(String label) {
    return score(counts(all, label));
  }

  private Score score(Counts counts) {
    return new Score(precision(counts), recall(counts), fBeta(counts, 1), counts.gold());
  }

  private double precision(Counts counts) {
    return zeroDivision.divide(counts.correct(), counts.predicted());
  }

  private double recall(Counts counts) {
    return zeroDivision.divide(counts.correct(), counts.gold());
  }

  private double fBeta(Counts counts, double beta) {
    double square = beta * beta;
    return zeroDivision.divide(
        (1 + square) * counts.correct(), square * counts.gold() + counts.predicted());
  }

  /**
   * The scores of the labels as one.
   *
   * @param average how
   * @return the scores; zero divisions if there are no labels
   */
  public Score score(Average average) {
    Counts sum = sum();
    return average == Average.MICRO
        ? score(sum)
        : new Score(
            mean(average, this::precision),
            mean(average, this::recall),
            mean(average, one -> fBeta(one, 1)),
            sum.gold());
  }

  /**
   * Fβ: above 1, β makes recall count for more.
   *
   * @param beta above 0
   * @param average how the labels become one
   * @return 0 to 1, higher is better
   * @throws IllegalArgumentException if beta is not above 0
   */
  public double fBeta(double beta, Average average) {
    if (!(beta > 0) || Double.isInfinite(beta)) {
      throw new IllegalArgumentException("beta must be above 0 and finite, got " + beta);
    }
    return average == Average.MICRO ? fBeta(sum(), beta) : mean(average, one -> fBeta(one, beta));
  }

  private Counts sum() {
    return counts.stream().reduce(new Counts(0, 0, 0), Counts::plus);
  }

  /** NaN is left out; where no label has weight, all weigh the same, as in scikit-learn. */
  private double mean(Average average, ToDoubleFunction<Counts> score) {
    double weighted = 0;
    double weights = 0;
    double plain = 0;
    int values = 0;
    for (Counts one : counts) {
      double value = score.applyAsDouble(one);
      if (!Double.isNaN(value)) {
        double weight = average == Average.MACRO ? 1 : one.gold();
        weighted += weight * value;
        weights += weight;
        plain += value;
        values++;
      }
    }
    if (values == 0) {
      return zeroDivision.value();
    }
    return weights > 0 ? weighted / weights : plain / values;
  }
}
