package io.github.nlptoolkit.sequence.lattice;

import io.github.nlptoolkit.sequence.scheme.AllowedTransitions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The score of each label after each other: a matrix of labels × labels, with the scores of the
 * first and the last label beside it; all in the logarithmic domain. A score is finite, or negative
 * infinity for what is forbidden. Immutable and thread-safe.
 */
public final class Transitions {

  private final int labels;
  private final double[] scores;
  private final double[] start;
  private final double[] end;
  private volatile @Nullable TransitionRows rows;

  private Transitions(int labels, double[] scores, double[] start, double[] end) {
    this.labels = labels;
    this.scores = scores;
    this.start = start;
    this.end = end;
  }

  /**
   * Allows everything alike: each label is then decoded for itself.
   *
   * @param labels the number of labels, at least 0
   * @return transitions that all score 0
   */
  public static Transitions none(int labels) {
    return new Transitions(
        labels, new double[Scores.size(labels, labels)], new double[labels], new double[labels]);
  }

  /**
   * Takes a matrix.
   *
   * @param scores labels × labels, {@code scores[from][to]}; copied
   * @return the transitions; first and last labels score 0
   * @throws IllegalArgumentException if the matrix is not square, or a score is NaN or positive
   *     infinity
   */
  public static Transitions of(double[][] scores) {
    int labels = scores.length;
    double[] flat = new double[Scores.size(labels, labels)];
    for (int from = 0; from < labels; from++) {
      Scores.requireLength("transitions, row " + from, scores[from].length, labels);
      System.arraycopy(scores[from], 0, flat, from * labels, labels);
    }
    return of(labels, flat);
  }

  /**
   * Takes a matrix that lies in one array.
   *
   * @param labels the number of labels, at least 0
   * @param scores row-major, labels × labels, the row is the label before; copied
   * @return the transitions; first and last labels score 0
   * @throws IllegalArgumentException if the array has another size, or a score is NaN or positive
   *     infinity
   */
  public static Transitions of(int labels, double[] scores) {
    Scores.requireLength("transitions", scores.length, Scores.size(labels, labels));
    for (int i = 0; i < scores.length; i++) {
      if (!Scores.valid(scores[i])) {
        throw Scores.invalid("transition", i / labels, i % labels, scores[i]);
      }
    }
    return new Transitions(labels, scores.clone(), new double[labels], new double[labels]);
  }

  /**
   * Allows what a tag scheme allows, at score 0, and forbids the rest.
   *
   * @param rules which label may stand first, last and after which
   * @return the transitions
   */
  public static Transitions allowed(AllowedTransitions rules) {
    int count = rules.labels();
    Transitions all = none(count);
    for (int i = 0; i < count; i++) {
      all.start[i] = rules.isFirst(i) ? 0 : Double.NEGATIVE_INFINITY;
      all.end[i] = rules.isLast(i) ? 0 : Double.NEGATIVE_INFINITY;
      for (int j = 0; j < count; j++) {
        all.scores[i * count + j] = rules.isAllowed(i, j) ? 0 : Double.NEGATIVE_INFINITY;
      }
    }
    return all;
  }

  /**
   * The same with other scores of the first label.
   *
   * @param scores a score for each label; copied
   * @return new transitions
   * @throws IllegalArgumentException if there are more or fewer, or a score is NaN or positive
   *     infinity
   */
  public Transitions withStart(double[] scores) {
    return new Transitions(labels, this.scores, checked("start", scores), end);
  }

  /**
   * The same with other scores of the last label.
   *
   * @param scores a score for each label; copied
   * @return new transitions
   * @throws IllegalArgumentException if there are more or fewer, or a score is NaN or positive
   *     infinity
   */
  public Transitions withEnd(double[] scores) {
    return new Transitions(labels, this.scores, start, checked("end", scores));
  }

  /**
   * The same without one transition.
   *
   * @param from the label before
   * @param to the label after
   * @return new transitions
   * @throws IndexOutOfBoundsException if there is no such label
   */
  public Transitions forbid(int from, int to) {
    Scores.requireIndex(from, labels);
    Scores.requireIndex(to, labels);
    double[] copy = scores.clone();
    copy[from * labels + to] = Double.NEGATIVE_INFINITY;
    return new Transitions(labels, copy, start, end);
  }

  /**
   * The sum of both: learned scores plus a scheme's rules, for example.
   *
   * @param other transitions of as many labels
   * @return new transitions; what one of both forbids is forbidden
   * @throws IllegalArgumentException if the labels are not as many
   */
  public Transitions plus(Transitions other) {
    Scores.requireLength("transitions", other.scores.length, scores.length);
    return new Transitions(
        labels, sum(scores, other.scores), sum(start, other.start), sum(end, other.end));
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private double[] checked(String what, double[] given) {
    Scores.requireLength(what, given.length, labels);
    for (int l = 0; l < labels; l++) {
      if (!Scores.valid(given[l])) {
        throw Scores.invalid(what, 0, l, given[l]);
      }
    }
    return given.clone();
  }

  /**
   * The number of labels.
   *
   * @return at least 0
   */
  public int labels() {
    return labels;
  }

  /**
   * The score of one label after another.
   *
   * @param from the label before
   * @param to the label after
   * @return its score; negative infinity if it is forbidden
   * @throws IndexOutOfBoundsException if there is no such label
   */
  public double score(int from, int to) {
    Scores.requireIndex(from, labels);
    Scores.requireIndex(to, labels);
    return scores[from * labels + to];
  }

  /**
   * The score of a label that stands first.
   *
   * @param label in [0, labels)
   * @return its score; negative infinity if it cannot
   */
  public double start(int label) {
    return start[label];
  }

  /**
   * The score of a label that stands last.
   *
   * @param label in [0, labels)
   * @return its score; negative infinity if it cannot
   */
  public double end(int label) {
    return end[label];
  }

  /**
   * All scores of one label after another.
   *
   * @return row-major, labels × labels, the row is the label before; a copy
   */
  public double[] toArray() {
    return scores.clone();
  }

  /** The scores by row, made when first asked for. */
  TransitionRows rowsView() {
    TransitionRows made = rows;
    if (made == null) {
      made = new TransitionRows(labels);
      made.set(scores);
      rows = made;
    }
    return made;
  }

  double[] scoresView() {
    return scores;
  }

  double[] startView() {
    return start;
  }

  double[] endView() {
    return end;
  }

  @Override
  public String toString() {
    return "Transitions[" + labels + "] " + Arrays.toString(scores);
  }
}
