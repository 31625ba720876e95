package io.github.nlptoolkit.sequence.hmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hidden Markov model: a chain of states that are not seen, each of which emits an observation.
 * States are numbers from 0.
 *
 * <p>Rabiner, "A Tutorial on Hidden Markov Models and Selected Applications in Speech Recognition"
 * (1989), <a href="https://doi.org/10.1109/5.18626">doi 10.1109/5.18626</a>. Results equal those of
 * hmmlearn 0.3.3. All sums are in log space, so that a sequence of any length has a finite
 * likelihood; time and memory are O(T N²) and O(T N).
 *
 * <p>Immutable and thread-safe.
 *
 * @param <S> a sequence of observations: {@code int[]} or {@code double[][]}
 */
public abstract sealed class Hmm<S> permits DiscreteHmm, GaussianHmm {
  final MarkovChain chain;

  Hmm(MarkovChain chain) {
    this.chain = chain;
  }

  /**
   * How many states there are.
   *
   * @return their number, at least 1
   */
  public final int states() {
    return chain.states();
  }

  /**
   * Where sequences start.
   *
   * @return a copy: the probability of each state
   */
  public final double[] start() {
    return chain.startCopy();
  }

  /**
   * How states follow one another.
   *
   * @return a copy: a row for each state, with the probability of each state behind it
   */
  public final double[][] transition() {
    return chain.transitionCopy();
  }

  /** log P(observation | state), positions × states; checks the observations. */
  abstract double[] emissions(S observations);

  /** A sum of what is expected of emissions, to be filled. */
  abstract Emissions expected();

  /** The model with another chain, and with what the expectations say of its emissions. */
  abstract Hmm<S> with(MarkovChain chain, @Nullable Emissions expected, double variancePrior);

  /** Adds up what states emit. */
  interface Emissions {
    void add(Object observations, double[] posteriors);

    void add(Emissions other);
  }

  /**
   * The likeliest states.
   *
   * @param observations the observations
   * @return a state for each, the first one among equals, and the probability of both together,
   *     -Infinity if the observations are impossible; empty, with log 1, for none
   * @throws IllegalArgumentException if an observation cannot be one
   */
  public final StatePath viterbi(S observations) {
    return StatePath.best(chain.lattice(emissions(observations)));
  }

  /**
   * The likeliest sequences of states.
   *
   * @param observations the observations
   * @param count how many, at least 1
   * @return as many as there are that are possible, likeliest first; immutable
   * @throws IllegalArgumentException if an observation cannot be one, or the count is below 1
   */
  public final List<StatePath> nBest(S observations, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, got " + count);
    }
    return chain.lattice(emissions(observations)).nBest(count).stream().map(StatePath::of).toList();
  }

  /**
   * How probable observations are, over all states.
   *
   * @param observations the observations
   * @return the natural logarithm; -Infinity if they are impossible, 0 for none
   * @throws IllegalArgumentException if an observation cannot be one
   */
  public final double logLikelihood(S observations) {
    return chain.logLikelihood(emissions(observations));
  }

  /**
   * How probable sequences are together.
   *
   * @param sequences the sequences
   * @return the sum of their logarithms; 0 for none
   * @throws IllegalArgumentException if an observation cannot be one
   */
  public final double logLikelihood(List<S> sequences) {
    return sequences.parallelStream().mapToDouble(this::logLikelihood).boxed().toList().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /**
   * How probable each state is at each place, given all observations.
   *
   * @param observations the observations
   * @return a row for each observation with the probability of each state; they sum to 1
   * @throws IllegalArgumentException if an observation cannot be one, or the sequence is impossible
   */
  public final double[][] posteriors(S observations) {
    double[] posteriors = chain.posteriors(emissions(observations));
    if (posteriors == null) {
      throw new IllegalArgumentException("the sequence is impossible: it has no posteriors");
    }
    int states = states();
    double[][] rows = new double[posteriors.length / states][];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = Arrays.copyOfRange(posteriors, t * states, (t + 1) * states);
    }
    return rows;
  }

  /**
   * The likeliest states of many sequences, side by side on all cores.
   *
   * @param sequences the sequences
   * @return a path for each, in order; immutable
   * @throws IllegalArgumentException if an observation cannot be one
   */
  public final List<StatePath> viterbiAll(List<S> sequences) {
    return sequences.parallelStream().map(this::viterbi).toList();
  }

  /**
   * States drawn at random, as the chain has them.
   *
   * @param length how many, if the model has no end; else at most as many
   * @param random where chance comes from
   * @return the states
   * @throws IllegalArgumentException if the length is negative
   */
  public final int[] sampleStates(int length, RandomGenerator random) {
    if (length < 0) {
      throw new IllegalArgumentException("length must be at least 0, got " + length);
    }
    List<Integer> states = new ArrayList<>();
    double[][] transition = transition();
    double[] end = chain.end();
    while (states.size() < length) {
      double[] row = states.isEmpty() ? start() : transition[states.get(states.size() - 1)];
      int next = draw(row, random.nextDouble());
      if (next < 0) {
        break;
      }
      states.add(next);
    }
    if (end == null && states.size() < length) {
      throw new AssertionError("a row sums to less than 1");
    }
    return states.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The index that a number in [0, 1) falls on; -1 behind the last if the row sums to less. */
  static int draw(double[] row, double at) {
    double sum = 0;
    int last = -1;
    for (int i = 0; i < row.length; i++) {
      sum += row[i];
      if (row[i] > 0) {
        last = i;
      }
      if (at < sum) {
        return i;
      }
    }
    return sum > 1 - 1e-6 ? last : -1;
  }
}
