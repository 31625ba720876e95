package io.github.nlptoolkit.sequence.lattice;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * All label paths over a sequence, scored by emissions and transitions. The score of a path is the
 * start score of its first label, plus its emissions, plus its transitions, plus the end score of
 * its last label; its probability is proportional to {@code exp(score)}.
 *
 * <p>A tagger's logits with a scheme's rules, for example:
 *
 * <pre>{@code
 * Lattice lattice = Lattice.of(Emissions.of(logits), transitions);
 * int[] labels = lattice.best().orElseThrow().labels();
 * }</pre>
 *
 * <p>Of paths with equal scores, the one with the lowest last label comes first, then the one with
 * the lowest label before it, and so on. No positions have one path, the empty one, with score 0.
 * Immutable and thread-safe.
 */
public final class Lattice {

  private final int length;
  private final int labels;
  private final double[] emission;
  private final Transitions transitions;

  private Lattice(int length, int labels, double[] emission, Transitions transitions) {
    this.length = length;
    this.labels = labels;
    this.emission = emission;
    this.transitions = transitions;
  }

  /**
   * Makes the lattice of two matrices.
   *
   * @param emissions the score of each label at each position
   * @param transitions the score of each label after each other
   * @return the lattice
   * @throws IllegalArgumentException if both do not have the same number of labels
   */
  public static Lattice of(Emissions emissions, Transitions transitions) {
    if (emissions.labels() != transitions.labels() && emissions.length() > 0) {
      throw new IllegalArgumentException(
          "emissions and transitions must have the same labels, got "
              + emissions.labels()
              + " and "
              + transitions.labels());
    }
    return new Lattice(
        emissions.length(), transitions.labels(), emissions.scoresView(), transitions);
  }

  /**
   * The paths of this lattice that keep to constraints. Probabilities are then among those paths.
   *
   * @param constraints which labels may stand where
   * @return a new lattice
   * @throws IllegalArgumentException if a position or a label is named that is not there
   */
  public Lattice constrained(Constraints constraints) {
    double[] copy = emission.clone();
    constraints.applyTo(copy, length, labels);
    return new Lattice(length, labels, copy, transitions);
  }

  /**
   * The same emissions with further transition scores, such as a scheme's rules.
   *
   * @param more transitions that are added
   * @return a new lattice
   * @throws IllegalArgumentException if the labels are not as many
   */
  public Lattice plus(Transitions more) {
    return new Lattice(length, labels, emission, transitions.plus(more));
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
   * The score of each label at each position.
   *
   * @return length × labels; what is constrained away is negative infinity
   */
  public Emissions emissions() {
    return Emissions.of(length, labels, emission);
  }

  /**
   * The score of each label after each other.
   *
   * @return labels × labels
   */
  public Transitions transitions() {
    return transitions;
  }

  /**
   * The best path: Viterbi decoding. O(length × labels²).
   *
   * @return the path, or nothing if none is possible
   */
  public Optional<LabelPath> best() {
    if (length == 0) {
      return Optional.of(new LabelPath(new int[0], 0));
    }
    if (labels == 0) {
      return Optional.empty();
    }
    int[] path = new int[length];
    double score = viterbi().decode(boundedEmission(), length, path);
    return score == Double.NEGATIVE_INFINITY
        ? Optional.empty()
        : Optional.of(new LabelPath(path, score));
  }

  /**
   * All possible paths, best first, each found when it is asked for: O(length × labels) for each
   * after the first. Paper: V. Jiménez and A. Marzal (1999), <i>Computing the K shortest paths</i>,
   * whose idea of asking for the next best predecessor only when the last one was used is followed.
   *
   * @return an iterator that ends after the last possible path; not thread-safe
   */
  public Iterator<LabelPath> paths() {
    if (length == 0) {
      return List.of(new LabelPath(new int[0], 0)).iterator();
    }
    if (labels == 0) {
      return List.<LabelPath>of().iterator();
    }
    double[] bounded = boundedEmission();
    Viterbi viterbi = viterbi();
    viterbi.decode(bounded, length, new int[length]);
    return new BestPaths(length, labels, bounded, transitions.scoresView(), viterbi);
  }

  /**
   * The best paths.
   *
   * @param count how many, at least 0
   * @return at most {@code count} different paths, best first; fewer if there are no more
   * @throws IllegalArgumentException if the count is negative
   */
  public List<LabelPath> nBest(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must be at least 0, got " + count);
    }
    List<LabelPath> found = new ArrayList<>();
    Iterator<LabelPath> paths = paths();
    while (found.size() < count && paths.hasNext()) {
      found.add(paths.next());
    }
    return List.copyOf(found);
  }

  /**
   * The probabilities of labels. O(length × labels²).
   *
   * @return forward and backward scores, log Z, marginals
   */
  public Posteriors posteriors() {
    return new Posteriors(length, labels, emission, transitions);
  }

  /**
   * The score of a path.
   *
   * @param path a label for each position
   * @return the score; negative infinity if the path is not possible
   * @throws IllegalArgumentException if it has another length
   * @throws IndexOutOfBoundsException if there is no such label
   */
  public double score(int... path) {
    Scores.requireLength("path", path.length, length);
    double score = 0;
    for (int t = 0; t < length; t++) {
      Scores.requireIndex(path[t], labels);
      score +=
          t == 0
              ? transitions.startView()[path[0]]
              : transitions.scoresView()[path[t - 1] * labels + path[t]];
      score += emission[t * labels + path[t]];
    }
    return length == 0 ? 0 : score + transitions.endView()[path[length - 1]];
  }

  /**
   * The logarithm of a path's probability. For many paths of one lattice, take {@link
   * Posteriors#logZ} once from their {@link #score}.
   *
   * @param path a label for each position
   * @return at most 0; negative infinity if the path is not possible
   * @throws IllegalArgumentException if it has another length
   * @throws IndexOutOfBoundsException if there is no such label
   */
  public double logProbability(int... path) {
    double score = score(path);
    return score == Double.NEGATIVE_INFINITY ? score : Math.min(0, score - posteriors().logZ());
  }

  private Viterbi viterbi() {
    return new Viterbi(transitions);
  }

  /** The emissions with the scores of the first and last label in them. */
  private double[] boundedEmission() {
    double[] bounded = emission.clone();
    int last = (length - 1) * labels;
    for (int l = 0; l < labels; l++) {
      bounded[l] += transitions.startView()[l];
      bounded[last + l] += transitions.endView()[l];
    }
    return bounded;
  }
}
