package io.github.nlptoolkit.sequence.lattice;

import java.util.Arrays;

/**
 * The score of each label at each position: a matrix of length × labels, in the logarithmic domain.
 * A score is finite, or negative infinity for a label that cannot stand there. Immutable and
 * thread-safe.
 */
public final class Emissions {

  private final int length;
  private final int labels;
  private final double[] scores;

  private Emissions(int length, int labels, double[] scores) {
    this.length = length;
    this.labels = labels;
    this.scores = scores;
  }

  /**
   * Takes a matrix, such as one that was computed by hand.
   *
   * @param scores length × labels; copied; an empty one has no labels either
   * @return the emissions
   * @throws IllegalArgumentException if the rows differ in length, or a score is NaN or positive
   *     infinity
   */
  public static Emissions of(double[][] scores) {
    int labels = scores.length == 0 ? 0 : scores[0].length;
    double[] flat = new double[Scores.size(scores.length, labels)];
    for (int t = 0; t < scores.length; t++) {
      Scores.requireLength("emissions, position " + t, scores[t].length, labels);
      System.arraycopy(scores[t], 0, flat, t * labels, labels);
    }
    return checked(scores.length, labels, flat);
  }

  /**
   * Takes the logits of a neural token classifier.
   *
   * @param logits length × labels; copied; an empty one has no labels either
   * @return the emissions
   * @throws IllegalArgumentException if the rows differ in length, or a score is NaN or positive
   *     infinity
   */
  public static Emissions of(float[][] logits) {
    int labels = logits.length == 0 ? 0 : logits[0].length;
    double[] flat = new double[Scores.size(logits.length, labels)];
    for (int t = 0; t < logits.length; t++) {
      Scores.requireLength("logits, position " + t, logits[t].length, labels);
      for (int l = 0; l < labels; l++) {
        flat[t * labels + l] = logits[t][l];
      }
    }
    return checked(logits.length, labels, flat);
  }

  /**
   * Takes a matrix that lies in one array.
   *
   * @param length the number of positions, at least 0
   * @param labels the number of labels, at least 0
   * @param scores row-major, length × labels; copied
   * @return the emissions
   * @throws IllegalArgumentException if the array has another size, or a score is NaN or positive
   *     infinity
   */
  public static Emissions of(int length, int labels, double[] scores) {
    Scores.requireLength("emissions", scores.length, Scores.size(length, labels));
    return checked(length, labels, scores.clone());
  }

  private static Emissions checked(int length, int labels, double[] scores) {
    for (int i = 0; i < scores.length; i++) {
      if (!Scores.valid(scores[i])) {
        throw Scores.invalid("emission", i / labels, i % labels, scores[i]);
      }
    }
    return new Emissions(length, labels, scores);
  }

  /**
   * The number of positions.
   *
   * @return at least 0
   */
  public int length() {
    return length;
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
   * The score of a label at a position.
   *
   * @param position in [0, length)
   * @param label in [0, labels)
   * @return its score; negative infinity if it cannot stand there
   * @throws IndexOutOfBoundsException if there is no such position or label
   */
  public double score(int position, int label) {
    Scores.requireIndex(position, length);
    Scores.requireIndex(label, labels);
    return scores[position * labels + label];
  }

  /**
   * All scores.
   *
   * @return row-major, length × labels; a copy
   */
  public double[] toArray() {
    return scores.clone();
  }

  double[] scoresView() {
    return scores;
  }

  @Override
  public String toString() {
    return "Emissions[" + length + " x " + labels + "] " + Arrays.toString(scores);
  }
}
