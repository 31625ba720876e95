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
 * them: no sums across labels, four source rows in one pass. Not thread-safe.
 */
final class Chain {

  private final CrfDataset data;
  private final FeatureTable features;
  private final TransitionScores transitions;
  private final int labels;
  private final Viterbi viterbi;

  /** Emission scores, then their exponentials, of the sentence at hand: length × labels. */
  private double[] state = new double[0];

  private double[] forward = new double[0];

  /** Exponential emission × backward sum, scaled: what a label gets from the right. */
  private double[] right = new double[0];

  private double[] probability = new double[0];
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
      long size = (long) Math.max(length, 64) * labels;
      if (size > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "a sentence must have at most 2^31 / labels tokens, got " + length);
      }
      state = new double[(int) size];
      forward = new double[(int) size];
      right = new double[(int) size];
      probability = new double[(int) size];
      scale = new double[Math.max(length, 64)];
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
      int sequence, double factor, double[] gradient, double[] pairs, double[] direct) {
    int length = data.length(sequence);
    if (data.isPartial(sequence)) {
      double[] scores = Arrays.copyOf(state, length * labels);
      double all = expect(sequence, factor, gradient, pairs, direct);
      System.arraycopy(scores, 0, state, 0, length * labels);
      forbid(sequence, state, Double.NEGATIVE_INFINITY);
      return all - expect(sequence, -factor, gradient, pairs, direct);
    }
    double gold = pathScore(data.gold, data.start(sequence), length);
    return expect(sequence, factor, gradient, pairs, direct) - gold;
  }

  private double expect(
      int sequence, double factor, double[] gradient, double[] pairs, double[] direct) {
    int length = data.length(sequence);
    exponentiate(length);
    if (!Double.isFinite(logZ)) {
      return Double.NaN;
    }
    forward(length);
    if (underflow) {
      slow(length, logScores(length), factor, direct);
    } else {
      backward(length);
      pairs(length, factor, pairs);
    }
    addStates(sequence, factor, gradient);
    return logZ;
  }

  /** Replaces the emission scores by exponentials, and adds what was taken off to log Z. */
  private void exponentiate(int length) {
    double sum = (length - 1) * transitions.max;
    for (int t = 0; t < length; t++) {
      int at = t * labels;
      double max = Double.NEGATIVE_INFINITY;
      for (int l = at; l < at + labels; l++) {
        max = Math.max(max, state[l]);
      }
      // Kept for the logarithmic domain.
      scale[t] = max;
      sum += max;
      for (int l = at; l < at + labels; l++) {
        state[l] = Math.exp(state[l] - max);
      }
    }
    System.arraycopy(scale, 0, probability, 0, length);
    logZ = sum;
  }

  private void forward(int length) {
    int n = labels;
    double[] exp = transitions.exp;
    underflow = false;
    for (int t = 0; t < length; t++) {
      int at = t * n;
      if (t == 0) {
        System.arraycopy(state, 0, forward, 0, n);
      } else {
        Arrays.fill(forward, at, at + n, 0);
        multiplyRows(forward, at - n, exp, forward, at);
        for (int j = 0; j < n; j++) {
          forward[at + j] *= state[at + j];
        }
      }
      double sum = sum(forward, at, at + n);
      if (!(sum > 0) || !(1 / sum < Double.POSITIVE_INFINITY)) {
        underflow = true;
        return;
      }
      double inverse = 1 / sum;
      for (int j = at; j < at + n; j++) {
        forward[j] *= inverse;
      }
      scale[t] = inverse;
      logZ += Math.log(sum);
    }
  }

  /** Four sums side by side: one would wait for each addition before the next. */
  private static double sum(double[] values, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
    }
    for (; i < to; i++) {
      s0 += values[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** into[to + j] += sum over i of vector[from + i] * matrix[i][j]. */
  private void multiplyRows(double[] vector, int from, double[] matrix, double[] into, int to) {
    int n = labels;
    int i = 0;
    for (; i + 7 < n; i += 8) {
      addEight(vector, from + i, 1, 1, matrix, i * n, n, into, to, n);
    }
    for (; i + 3 < n; i += 4) {
      int v = from + i;
      addFour(
          vector[v], vector[v + 1], vector[v + 2], vector[v + 3], matrix, i * n, n, into, to, n);
    }
    for (; i < n; i++) {
      addOne(vector[from + i], matrix, i * n, into, to, n);
    }
  }

  /** The same as four, with eight factors that lie {@code step} apart. */
  private static void addEight(
      double[] factors,
      int at,
      int step,
      double factor,
      double[] rows,
      int row,
      int stride,
      double[] into,
      int to,
      int n) {
    double a0 = factors[at] * factor;
    double a1 = factors[at + step] * factor;
    double a2 = factors[at + 2 * step] * factor;
    double a3 = factors[at + 3 * step] * factor;
    double a4 = factors[at + 4 * step] * factor;
    double a5 = factors[at + 5 * step] * factor;
    double a6 = factors[at + 6 * step] * factor;
    double a7 = factors[at + 7 * step] * factor;
    int r1 = row + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int r4 = r3 + stride;
    int r5 = r4 + stride;
    int r6 = r5 + stride;
    int r7 = r6 + stride;
    for (int j = 0; j < n; j++) {
      double low = a0 * rows[row + j] + a1 * rows[r1 + j] + (a2 * rows[r2 + j] + a3 * rows[r3 + j]);
      double high = a4 * rows[r4 + j] + a5 * rows[r5 + j] + (a6 * rows[r6 + j] + a7 * rows[r7 + j]);
      into[to + j] += low + high;
    }
  }

  private static void addFour(
      double a,
      double b,
      double c,
      double d,
      double[] rows,
      int row,
      int stride,
      double[] into,
      int to,
      int n) {
    int second = row + stride;
    int third = second + stride;
    int fourth = third + stride;
    for (int j = 0; j < n; j++) {
      into[to + j] +=
          a * rows[row + j] + b * rows[second + j] + (c * rows[third + j] + d * rows[fourth + j]);
    }
  }

  private static void addOne(double a, double[] rows, int row, double[] into, int to, int n) {
    for (int j = 0; j < n; j++) {
      into[to + j] += a * rows[row + j];
    }
  }

  /** Probabilities of labels, and what each label gets from the right. */
  private void backward(int length) {
    int n = labels;
    double[] transposed = transitions.expTransposed;
    int last = (length - 1) * n;
    // At first "probability" holds the backward sums.
    Arrays.fill(probability, last, last + n, 1);
    for (int t = length - 1; t > 0; t--) {
      int at = t * n;
      double inverse = scale[t];
      for (int j = at; j < at + n; j++) {
        right[j] = state[j] * probability[j] * inverse;
      }
      Arrays.fill(probability, at - n, at, 0);
      multiplyRows(right, at, transposed, probability, at - n);
    }
    for (int i = 0; i < length * n; i++) {
      probability[i] *= forward[i];
    }
  }

  /** pairs[i][j] += sum over t of forward[t][i] * right[t + 1][j]. */
  private void pairs(int length, double factor, double[] pairs) {
    int n = labels;
    int t = 0;
    for (; t + 8 < length; t += 8) {
      for (int i = 0; i < n; i++) {
        addEight(forward, t * n + i, n, factor, right, (t + 1) * n, n, pairs, i * n, n);
      }
    }
    for (; t + 4 < length; t += 4) {
      for (int i = 0; i < n; i++) {
        int f = t * n + i;
        double a = forward[f] * factor;
        double b = forward[f + n] * factor;
        double c = forward[f + 2 * n] * factor;
        double d = forward[f + 3 * n] * factor;
        addFour(a, b, c, d, right, (t + 1) * n, n, pairs, i * n, n);
      }
    }
    for (; t + 1 < length; t++) {
      for (int i = 0; i < n; i++) {
        addOne(forward[t * n + i] * factor, right, (t + 1) * n, pairs, i * n, n);
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
        addExpected(data.attributes[i], gradient, value, t * labels);
      }
    }
  }

  private void addExpected(int attribute, double[] gradient, double value, int at) {
    double[] expected = probability;
    char[] to = features.stateLabels;
    int end = features.stateEnds[attribute];
    for (int f = features.stateStart(attribute); f < end; f++) {
      gradient[f] += expected[at + to[f]] * value;
    }
  }

  /** The emission scores again, from their exponentials and what was taken off. */
  private double[] logScores(int length) {
    double[] scores = new double[length * labels];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.log(state[i]) + probability[i / labels];
    }
    return scores;
  }

  private void slow(int length, double[] scores, double factor, double[] direct) {
    int n = labels;
    Lattice lattice =
        Lattice.of(Emissions.of(length, n, scores), Transitions.of(n, transitions.raw));
    Posteriors posteriors = lattice.posteriors();
    logZ = posteriors.logZ();
    for (int t = 0; t < length; t++) {
      for (int i = 0; i < n; i++) {
        probability[t * n + i] = posteriors.probability(t, i);
        for (int j = 0; j < n && t + 1 < length; j++) {
          direct[i * n + j] += factor * posteriors.pairProbability(t, i, j);
        }
      }
    }
  }
}
