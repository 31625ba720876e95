package io.github.nlptoolkit.sequence.crf.train;

import io.github.nlptoolkit.sequence.lattice.Emissions;
import io.github.nlptoolkit.sequence.lattice.Lattice;
import io.github.nlptoolkit.sequence.lattice.Posteriors;
import io.github.nlptoolkit.sequence.lattice.Transitions;
import io.github.nlptoolkit.sequence.lattice.Viterbi;
import java.util.Arrays;

/**
 * One sentence at a time: its scores, best path, probabilities. Forward and backward sums are of
 * exponentials, each position scaled to the sum 1, as in CRFsuite; before that, the largest score
 * of the position and the largest transition are taken off, so that no exponential overflows. Where
 * everything underflows all the same, the sums are made again in the logarithmic domain.
 *
 * <p>The inner loops run over labels and are written so that the compiler makes vector code of
 * them: no sums across labels, each row an array of its own that is read from index 0 (with an
 * offset, HotSpot 17 makes code that is three times slower), several source rows in one pass. Not
 * thread-safe.
 */
final class Chain {

  private final CrfDataset data;
  private final FeatureTable features;
  private final TransitionScores transitions;
  private final int labels;
  private final Viterbi viterbi;

  /** Emission scores of the sentence at hand: length × labels. */
  private double[] state = new double[0];

  /** For each position the forward sums, scaled to the sum 1. */
  private double[][] forward = new double[0][];

  /** Exponential emission × backward sum, scaled: what a label gets from the right. */
  private double[][] right = new double[0][];

  /** The backward sums, then the probabilities of labels. */
  private double[][] probability = new double[0][];

  /** Exponentials of the emission scores. */
  private double[][] emission = new double[0][];

  private double[] largest = new double[0];
  private final double[] column = new double[32];
  private double[] scale = new double[0];
  private boolean underflow;
  private double logZ;

  Chain(CrfDataset data, FeatureTable features, TransitionScores transitions) {
    this.data = data;
    this.features = features;
    this.transitions = transitions;
    this.labels = features.labels;
    this.viterbi = new Viterbi(labels, transitions.raw);
  }

  private void reserve(int length) {
    if (scale.length < length) {
      int rows = Math.max(length, 64);
      long size = (long) rows * labels;
      if (size > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "a sentence must have at most 2^31 / labels tokens, got " + length);
      }
      state = new double[(int) size];
      forward = new double[rows][labels];
      right = new double[rows][labels];
      probability = new double[rows][labels];
      emission = new double[rows][labels];
      scale = new double[rows];
      largest = new double[rows];
    }
  }

  /** Sets the emission scores of a sentence. */
  void score(int sequence, double[] weights, double factor) {
    int first = data.start(sequence);
    int length = data.length(sequence);
    reserve(length);
    Arrays.fill(state, 0, length * labels, 0);
    for (int t = 0; t < length; t++) {
      int to = data.tokenEnds[first + t];
      for (int i = data.attributeStart(first + t); i < to; i++) {
        double value = data.values == null ? factor : data.values[i] * factor;
        addState(data.attributes[i], weights, value, t * labels);
      }
    }
  }

  private void addState(int attribute, double[] weights, double value, int at) {
    double[] scores = state;
    char[] to = features.stateLabels;
    int end = features.stateEnds[attribute];
    for (int f = features.stateStart(attribute); f < end; f++) {
      scores[at + to[f]] += weights[f] * value;
    }
  }

  /** The best path with the scores that were set. */
  double best(int sequence, int[] path) {
    return viterbi.decode(state, data.length(sequence), path);
  }

  /** The best path among those that the gold labels allow. */
  double bestAllowed(int sequence, int[] path) {
    int length = data.length(sequence);
    double[] allowed = Arrays.copyOf(state, length * labels);
    forbid(sequence, allowed, Double.NEGATIVE_INFINITY);
    return viterbi.decode(allowed, length, path);
  }

  private void forbid(int sequence, double[] scores, double value) {
    int first = data.start(sequence);
    for (int t = 0; t < data.length(sequence); t++) {
      for (int l = 0; l < labels; l++) {
        if (!data.allows(first + t, l)) {
          scores[t * labels + l] = value;
        }
      }
    }
  }

  /** The score of a path with the emission scores that were set. */
  double pathScore(int[] path, int from, int length) {
    double score = 0;
    for (int t = 0; t < length; t++) {
      int label = path[from + t];
      score += state[t * labels + label];
      if (t > 0) {
        score += transitions.raw[path[from + t - 1] * labels + label];
      }
    }
    return score;
  }

  /**
   * The loss of a sentence with the emission scores that were set; adds the model's expectations,
   * less the expectations among the allowed paths if it is partly labelled.
   *
   * @param pairs where expected transitions go, each still to be multiplied by its exponential
   * @param direct where those go that are not to be multiplied
   */
  double expectations(
      int sequence, double factor, double[] gradient, double[][] pairs, double[] direct) {
    int length = data.length(sequence);
    if (data.isPartial(sequence)) {
      double all = expect(sequence, factor, gradient, pairs, direct);
      forbid(sequence, state, Double.NEGATIVE_INFINITY);
      return all - expect(sequence, -factor, gradient, pairs, direct);
    }
    double gold = pathScore(data.gold, data.start(sequence), length);
    return expect(sequence, factor, gradient, pairs, direct) - gold;
  }

  private double expect(
      int sequence, double factor, double[] gradient, double[][] pairs, double[] direct) {
    int length = data.length(sequence);
    exponentiate(length);
    if (!Double.isFinite(logZ)) {
      return Double.NaN;
    }
    forward(length);
    if (underflow) {
      slow(length, factor, direct);
    } else {
      backward(length);
      pairs(length, factor, pairs);
    }
    addStates(sequence, factor, gradient);
    return logZ;
  }

  /** Sets the exponentials of the emission scores, and adds what was taken off to log Z. */
  private void exponentiate(int length) {
    double sum = (length - 1) * transitions.max;
    for (int t = 0; t < length; t++) {
      int at = t * labels;
      double max = Double.NEGATIVE_INFINITY;
      for (int l = at; l < at + labels; l++) {
        max = Math.max(max, state[l]);
      }
      largest[t] = max;
      sum += max;
      double[] row = emission[t];
      for (int l = 0; l < labels; l++) {
        row[l] = Math.exp(state[at + l] - max);
      }
    }
    logZ = sum;
  }

  private void forward(int length) {
    underflow = false;
    for (int t = 0; t < length; t++) {
      double[] row = forward[t];
      if (t == 0) {
        System.arraycopy(emission[0], 0, row, 0, labels);
      } else {
        Arrays.fill(row, 0);
        Rows.addAll(forward[t - 1], transitions.exp, 0, labels, row);
        Rows.multiply(row, emission[t]);
      }
      double sum = Rows.sum(row);
      if (!(sum > 0) || !(1 / sum < Double.POSITIVE_INFINITY)) {
        underflow = true;
        return;
      }
      scale[t] = 1 / sum;
      Rows.scale(row, scale[t]);
      logZ += Math.log(sum);
    }
  }

  /** Probabilities of labels, and what each label gets from the right. */
  private void backward(int length) {
    Arrays.fill(probability[length - 1], 1);
    for (int t = length - 1; t > 0; t--) {
      Rows.product(emission[t], probability[t], scale[t], right[t]);
      Arrays.fill(probability[t - 1], 0);
      Rows.addAll(right[t], transitions.expTransposed, 0, labels, probability[t - 1]);
    }
    for (int t = 0; t < length; t++) {
      Rows.multiply(probability[t], forward[t]);
    }
  }

  /** pairs[i][j] += sum over t of forward[t][i] * right[t + 1][j]. */
  private void pairs(int length, double factor, double[][] pairs) {
    for (int t = 0; t + 1 < length; t += column.length) {
      int count = Math.min(column.length, length - 1 - t);
      for (int i = 0; i < labels; i++) {
        for (int k = 0; k < count; k++) {
          column[k] = forward[t + k][i] * factor;
        }
        Rows.addAll(column, right, t + 1, count, pairs[i]);
      }
    }
  }

  private void addStates(int sequence, double factor, double[] gradient) {
    int first = data.start(sequence);
    int length = data.length(sequence);
    for (int t = 0; t < length; t++) {
      int to = data.tokenEnds[first + t];
      for (int i = data.attributeStart(first + t); i < to; i++) {
        double value = data.values == null ? factor : data.values[i] * factor;
        addExpected(data.attributes[i], gradient, value, probability[t]);
      }
    }
  }

  private void addExpected(int attribute, double[] gradient, double value, double[] expected) {
    char[] to = features.stateLabels;
    int end = features.stateEnds[attribute];
    for (int f = features.stateStart(attribute); f < end; f++) {
      gradient[f] += expected[to[f]] * value;
    }
  }

  /** The same in the logarithmic domain. */
  private void slow(int length, double factor, double[] direct) {
    int n = labels;
    double[] scores = Arrays.copyOf(state, length * n);
    Lattice lattice =
        Lattice.of(Emissions.of(length, n, scores), Transitions.of(n, transitions.raw));
    Posteriors posteriors = lattice.posteriors();
    logZ = posteriors.logZ();
    for (int t = 0; t < length; t++) {
      for (int i = 0; i < n; i++) {
        probability[t][i] = posteriors.probability(t, i);
        for (int j = 0; j < n && t + 1 < length; j++) {
          direct[i * n + j] += factor * posteriors.pairProbability(t, i, j);
        }
      }
    }
  }
}
