package io.github.nlptoolkit.sequence.hmm;

import io.github.nlptoolkit.sequence.lattice.Emissions;
import io.github.nlptoolkit.sequence.lattice.Lattice;
import io.github.nlptoolkit.sequence.lattice.Transitions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hidden half of a model: how states follow one another. Emissions come as a matrix of
 * logarithms, positions × states, row-major. The best paths are those of a {@link Lattice}; sums
 * are done here, because training needs them fast.
 *
 * <p>Sums are in log space. Each step shifts by its largest value, so that it takes N logarithms
 * and N exponentials, not N²; where all that a shift leaves is 0 although a path is there, that
 * step is done again term by term.
 *
 * <p>Rabiner, "A Tutorial on Hidden Markov Models" (1989). O(TN²). Immutable and thread-safe.
 */
final class MarkovChain {
  private static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

  private final int states;
  private final double[] start;
  private final double[] transition;
  private final double @Nullable [] end;
  private final double[] logStart;
  private final double[] logTransition;
  private final Transitions transitions;

  /** Takes checked probabilities; the arrays are kept. */
  MarkovChain(double[] start, double[][] transition, double @Nullable [] end) {
    this.states = start.length;
    this.start = start;
    this.transition = new double[states * states];
    for (int i = 0; i < states; i++) {
      System.arraycopy(transition[i], 0, this.transition, i * states, states);
    }
    this.end = end;
    this.logStart = Probabilities.logs(start);
    this.logTransition = Probabilities.logs(this.transition);
    Transitions bounded = Transitions.of(states, logTransition).withStart(logStart);
    this.transitions = end == null ? bounded : bounded.withEnd(Probabilities.logs(end));
  }

  /**
   * Checks the probabilities of a chain.
   *
   * @throws IllegalArgumentException with the row that is wrong
   */
  static void check(double[] start, double[][] transition, double @Nullable [] end) {
    int states = start.length;
    Probabilities.check("start", start);
    if (transition.length != states || (end != null && end.length != states)) {
      throw new IllegalArgumentException(
          "there must be a row of transitions and an end for each of " + states + " states");
    }
    for (int i = 0; i < states; i++) {
      if (transition[i].length != states) {
        throw new IllegalArgumentException(
            "transition row "
                + i
                + " must have "
                + states
                + " values, got "
                + transition[i].length);
      }
      double[] row = transition[i];
      if (end != null) {
        row = Arrays.copyOf(row, states + 1);
        row[states] = end[i];
      }
      Probabilities.check("transition row " + i + (end == null ? "" : " with its end"), row);
    }
  }

  int states() {
    return states;
  }

  double[] startCopy() {
    return start.clone();
  }

  double[][] transitionCopy() {
    double[][] rows = new double[states][];
    for (int i = 0; i < states; i++) {
      rows[i] = Arrays.copyOfRange(transition, i * states, (i + 1) * states);
    }
    return rows;
  }

  double @Nullable [] end() {
    return end;
  }

  private double logEnd(int state) {
    return end == null ? 0 : Math.log(end[state]);
  }

  /** All paths through emissions, positions × states. */
  Lattice lattice(double[] emissions) {
    return Lattice.of(Emissions.of(emissions.length / states, states, emissions), transitions);
  }

  /** log P(observations up to t, state at t), positions × states. */
  double[] forward(double[] emissions) {
    int length = emissions.length / states;
    double[] alpha = new double[emissions.length];
    double[] shifted = new double[states];
    double[] sums = new double[states];
    for (int j = 0; j < states && length > 0; j++) {
      alpha[j] = logStart[j] + emissions[j];
    }
    for (int t = 1; t < length; t++) {
      int before = (t - 1) * states;
      double max = shift(alpha, before, shifted);
      Arrays.fill(sums, 0);
      for (int i = 0; i < states; i++) {
        for (int j = 0; j < states; j++) {
          sums[j] += shifted[i] * transition[i * states + j];
        }
      }
      for (int j = 0; j < states; j++) {
        double log = sums[j] > 0 ? max + Math.log(sums[j]) : exactInto(alpha, before, j);
        alpha[t * states + j] = log + emissions[t * states + j];
      }
    }
    return alpha;
  }

  /** log P(observations behind t | state at t), positions × states. */
  double[] backward(double[] emissions) {
    int length = emissions.length / states;
    double[] beta = new double[emissions.length];
    double[] shifted = new double[states];
    double[] ahead = new double[states];
    for (int j = 0; j < states && length > 0; j++) {
      beta[(length - 1) * states + j] = logEnd(j);
    }
    for (int t = length - 2; t >= 0; t--) {
      for (int j = 0; j < states; j++) {
        ahead[j] = emissions[(t + 1) * states + j] + beta[(t + 1) * states + j];
      }
      double max = shift(ahead, 0, shifted);
      for (int i = 0; i < states; i++) {
        double sum = 0;
        for (int j = 0; j < states; j++) {
          sum += transition[i * states + j] * shifted[j];
        }
        beta[t * states + i] = sum > 0 ? max + Math.log(sum) : exactOutOf(ahead, i);
      }
    }
    return beta;
  }

  private double shift(double[] logs, int from, double[] shifted) {
    double max = IMPOSSIBLE;
    for (int i = 0; i < states; i++) {
      max = Math.max(max, logs[from + i]);
    }
    for (int i = 0; i < states; i++) {
      shifted[i] = max == IMPOSSIBLE ? 0 : Math.exp(logs[from + i] - max);
    }
    return max;
  }

  private double exactInto(double[] alpha, int before, int j) {
    double[] terms = new double[states];
    for (int i = 0; i < states; i++) {
      terms[i] = alpha[before + i] + logTransition[i * states + j];
    }
    return Probabilities.logSum(terms, 0, states);
  }

  private double exactOutOf(double[] ahead, int i) {
    double[] terms = new double[states];
    for (int j = 0; j < states; j++) {
      terms[j] = ahead[j] + logTransition[i * states + j];
    }
    return Probabilities.logSum(terms, 0, states);
  }

  /** log P(observations); 0 for none. */
  double logLikelihood(double[] emissions) {
    return logLikelihood(forward(emissions), emissions.length / states);
  }

  private double logLikelihood(double[] alpha, int length) {
    if (length == 0) {
      return 0;
    }
    double[] last = Arrays.copyOfRange(alpha, (length - 1) * states, length * states);
    for (int j = 0; j < states; j++) {
      last[j] += logEnd(j);
    }
    return Probabilities.logSum(last, 0, states);
  }

  /** P(state at t | all observations), positions × states; null if they are impossible. */
  double @Nullable [] posteriors(double[] emissions) {
    double[] alpha = forward(emissions);
    double logLikelihood = logLikelihood(alpha, emissions.length / states);
    return logLikelihood == IMPOSSIBLE ? null : combine(alpha, backward(emissions), logLikelihood);
  }

  private static double[] combine(double[] alpha, double[] beta, double logLikelihood) {
    double[] posteriors = new double[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      posteriors[i] = Math.exp(alpha[i] + beta[i] - logLikelihood);
    }
    return posteriors;
  }

  /** The expected counts of one sequence. */
  static final class Expectation {
    final double logLikelihood;
    final double[] posteriors;
    final double[] transitions;

    Expectation(double logLikelihood, double[] posteriors, double[] transitions) {
      this.logLikelihood = logLikelihood;
      this.posteriors = posteriors;
      this.transitions = transitions;
    }
  }

  /** Expected counts: of states at each position, and of transitions, states × states. */
  Expectation expect(double[] emissions) {
    int length = emissions.length / states;
    double[] alpha = forward(emissions);
    double logLikelihood = logLikelihood(alpha, length);
    double[] counts = new double[states * states];
    if (logLikelihood == IMPOSSIBLE || length == 0) {
      return new Expectation(logLikelihood, new double[emissions.length], counts);
    }
    double[] beta = backward(emissions);
    double[] before = new double[states];
    double[] ahead = new double[states];
    double[] shiftedAhead = new double[states];
    for (int t = 0; t + 1 < length; t++) {
      double maxBefore = shift(alpha, t * states, before);
      for (int j = 0; j < states; j++) {
        ahead[j] = emissions[(t + 1) * states + j] + beta[(t + 1) * states + j];
      }
      double maxAhead = shift(ahead, 0, shiftedAhead);
      double scale = Math.exp(maxBefore + maxAhead - logLikelihood);
      if (Double.isInfinite(scale)) {
        // The likeliest on both sides do not meet: their product says nothing of those that do.
        addExactly(alpha, t * states, ahead, logLikelihood, counts);
        continue;
      }
      for (int i = 0; i < states; i++) {
        double weight = before[i] * scale;
        for (int j = 0; j < states; j++) {
          counts[i * states + j] += weight * transition[i * states + j] * shiftedAhead[j];
        }
      }
    }
    return new Expectation(logLikelihood, combine(alpha, beta, logLikelihood), counts);
  }

  private void addExactly(
      double[] alpha, int at, double[] ahead, double logLikelihood, double[] counts) {
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        counts[i * states + j] +=
            Math.exp(alpha[at + i] + logTransition[i * states + j] + ahead[j] - logLikelihood);
      }
    }
  }
}
