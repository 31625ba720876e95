package io.github.nlptoolkit.sequence.lattice;

/**
 * The probabilities of labels in a lattice, from its forward and backward sums. Paper: L. Rabiner
 * (1989), <i>A tutorial on hidden Markov models</i>; in the logarithmic domain, so scores of any
 * size will do. If no path is possible, {@link #logZ()} is negative infinity and all probabilities
 * are 0. Immutable and thread-safe.
 */
public final class Posteriors {

  private final int length;
  private final int labels;
  private final double[] emission;
  private final double[] transition;
  private final double[] forward;
  private final double[] backward;
  private final double logZ;

  Posteriors(int length, int labels, double[] emission, Transitions transitions) {
    this.length = length;
    this.labels = labels;
    this.emission = emission;
    this.transition = transitions.scoresView();
    this.forward = new double[emission.length];
    this.backward = new double[emission.length];
    forward(transitions.startView());
    backward(transitions.endView());
    this.logZ = total(transitions.endView());
  }

  private void forward(double[] start) {
    double[] terms = new double[labels];
    for (int t = 0; t < length; t++) {
      for (int j = 0; j < labels; j++) {
        int at = t * labels + j;
        if (t == 0) {
          forward[at] = start[j] + emission[at];
        } else if (emission[at] == Double.NEGATIVE_INFINITY) {
          forward[at] = Double.NEGATIVE_INFINITY;
        } else {
          for (int i = 0; i < labels; i++) {
            terms[i] = forward[(t - 1) * labels + i] + transition[i * labels + j];
          }
          forward[at] = Scores.logSumExp(terms, 0, labels) + emission[at];
        }
      }
    }
  }

  private void backward(double[] end) {
    double[] next = new double[labels];
    double[] terms = new double[labels];
    for (int t = length - 1; t >= 0; t--) {
      if (t == length - 1) {
        System.arraycopy(end, 0, backward, t * labels, labels);
        continue;
      }
      for (int j = 0; j < labels; j++) {
        next[j] = emission[(t + 1) * labels + j] + backward[(t + 1) * labels + j];
      }
      for (int i = 0; i < labels; i++) {
        for (int j = 0; j < labels; j++) {
          terms[j] = transition[i * labels + j] + next[j];
        }
        backward[t * labels + i] = Scores.logSumExp(terms, 0, labels);
      }
    }
  }

  private double total(double[] end) {
    if (length == 0) {
      return 0;
    }
    double[] terms = new double[labels];
    for (int l = 0; l < labels; l++) {
      terms[l] = forward[(length - 1) * labels + l] + end[l];
    }
    return Scores.logSumExp(terms, 0, labels);
  }

  /**
   * The logarithm of the sum over all paths of {@code exp(score)}.
   *
   * @return log Z; 0 for no positions, negative infinity if no path is possible
   */
  public double logZ() {
    return logZ;
  }

  /**
   * The probability of a label at a position, over all paths.
   *
   * @param position in [0, length)
   * @param label in [0, labels)
   * @return its marginal probability in [0, 1]
   * @throws IndexOutOfBoundsException if there is no such position or label
   */
  public double probability(int position, int label) {
    int at = index(position, label);
    return probability(forward[at] + backward[at]);
  }

  /**
   * The probability of two labels at a position and the one after it, over all paths.
   *
   * @param position of the first label, in [0, length - 1)
   * @param from the label there
   * @param to the label after it
   * @return their marginal probability in [0, 1]
   * @throws IndexOutOfBoundsException if there is no such position or label
   */
  public double pairProbability(int position, int from, int to) {
    int before = index(position, from);
    int after = index(position + 1, to);
    return probability(
        forward[before] + transition[from * labels + to] + emission[after] + backward[after]);
  }

  private double probability(double logarithm) {
    return logZ == Double.NEGATIVE_INFINITY ? 0 : Math.min(1, Math.exp(logarithm - logZ));
  }

  /**
   * The logarithm of the sum over all paths from the start to a label, with its emission.
   *
   * @param position in [0, length)
   * @param label in [0, labels)
   * @return the forward score; negative infinity if there is none
   * @throws IndexOutOfBoundsException if there is no such position or label
   */
  public double logForward(int position, int label) {
    return forward[index(position, label)];
  }

  /**
   * The logarithm of the sum over all paths from after a label to the end, without its emission.
   *
   * @param position in [0, length)
   * @param label in [0, labels)
   * @return the backward score; negative infinity if there is none
   * @throws IndexOutOfBoundsException if there is no such position or label
   */
  public double logBackward(int position, int label) {
    return backward[index(position, label)];
  }

  /**
   * The most probable label of each position for itself: "posterior decoding", which makes the
   * fewest wrong labels but may give a path that is not possible. Of equal ones the lowest.
   *
   * @return a label for each position
   */
  public int[] mostProbable() {
    int[] labelOf = new int[length];
    for (int t = 0; t < length; t++) {
      for (int l = 1; l < labels; l++) {
        if (probability(t, l) > probability(t, labelOf[t])) {
          labelOf[t] = l;
        }
      }
    }
    return labelOf;
  }

  private int index(int position, int label) {
    Scores.requireIndex(position, length);
    Scores.requireIndex(label, labels);
    return position * labels + label;
  }
}
