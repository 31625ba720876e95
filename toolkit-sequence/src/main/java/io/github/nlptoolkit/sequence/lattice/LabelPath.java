package io.github.nlptoolkit.sequence.lattice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A label for each position, and the score of them all. Immutable and thread-safe. */
public final class LabelPath {

  private final int[] labels;
  private final double score;

  LabelPath(int[] labels, double score) {
    this.labels = labels;
    this.score = score;
  }

  /**
   * The number of positions.
   *
   * @return at least 0
   */
  public int length() {
    return labels.length;
  }

  /**
   * The label at a position.
   *
   * @param position in [0, length)
   * @return the label's number
   */
  public int label(int position) {
    return labels[position];
  }

  /**
   * The labels.
   *
   * @return a number for each position; a copy
   */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * The labels by name.
   *
   * @param names the name of each label number
   * @return a name for each position; unmodifiable
   */
  public List<String> names(List<String> names) {
    List<String> all = new ArrayList<>(labels.length);
    for (int label : labels) {
      all.add(names.get(label));
    }
    return List.copyOf(all);
  }

  /**
   * The sum of the path's emissions and transitions: its probability is {@code exp(score - log Z)}.
   *
   * @return the score; higher is better
   */
  public double score() {
    return score;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelPath path
        && Arrays.equals(path.labels, labels)
        && Double.compare(path.score, score) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(labels) + Double.hashCode(score);
  }

  @Override
  public String toString() {
    return Arrays.toString(labels) + " " + score;
  }
}
