package io.github.nlptoolkit.sequence.hmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Trains a model on sequences whose states are not known, by expectation maximisation. Each
 * iteration makes the sequences at least as likely as before.
 *
 * <p>Baum et al., "A Maximization Technique Occurring in the Statistical Analysis of Probabilistic
 * Functions of Markov Chains" (1970). Equal to hmmlearn 0.3.3's {@code fit}. <i>Differences:</i> a
 * state that no sequence visits keeps its probabilities, where hmmlearn sets them to zeros; the
 * prior of full covariances is on their diagonal only. Sequences are spread over all cores in parts
 * that do not depend on their number, so results repeat to the bit.
 *
 * <p>Immutable and thread-safe.
 */
public final class BaumWelch {
  private static final int PARTS = 16;

  private final int iterations;
  private final double tolerance;
  private final Set<Parameter> updated;
  private final double variancePrior;
  private final DoubleConsumer listener;

  private BaumWelch(Builder builder) {
    this.iterations = builder.iterations;
    this.tolerance = builder.tolerance;
    this.updated = EnumSet.copyOf(builder.updated);
    this.variancePrior = builder.variancePrior;
    this.listener = builder.listener;
  }

  /** What training changes. */
  public enum Parameter {
    /** Where sequences start. */
    START,
    /** How states follow one another, and end. */
    TRANSITION,
    /** What states emit. */
    EMISSION
  }

  /**
   * A trained model.
   *
   * @param model the model
   * @param logLikelihoods the log-likelihood of all sequences before each iteration; immutable
   * @param converged whether it stopped because the last iteration gained too little
   * @param <H> the kind of model
   */
  public record Result<H>(H model, List<Double> logLikelihoods, boolean converged) {}

  /**
   * Starts with the defaults: 100 iterations, tolerance 0.01, all parameters, variance prior 0.01.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Trains a discrete model.
   *
   * @param initial the model to start from
   * @param sequences the sequences
   * @return the trained model
   * @throws IllegalArgumentException if an observation cannot be one, or the first model says that
   *     a sequence is impossible; the message has its index
   */
  public Result<DiscreteHmm> train(DiscreteHmm initial, List<int[]> sequences) {
    return run(initial, sequences, DiscreteHmm.class);
  }

  /**
   * Trains a Gaussian model.
   *
   * @param initial the model to start from
   * @param sequences the sequences
   * @return the trained model
   * @throws IllegalArgumentException if an observation cannot be one, or a variance becomes 0, as
   *     it can with a prior of 0
   */
  public Result<GaussianHmm> train(GaussianHmm initial, List<double[][]> sequences) {
    return run(initial, sequences, GaussianHmm.class);
  }

  private <S, H extends Hmm<S>> Result<H> run(H initial, List<S> sequences, Class<H> kind) {
    H model = initial;
    List<Double> logLikelihoods = new ArrayList<>();
    for (int i = 0; i < iterations; i++) {
      Sums<S> sums = expect(model, sequences);
      logLikelihoods.add(sums.logLikelihood);
      listener.accept(sums.logLikelihood);
      model = kind.cast(maximize(model, sums));
      int count = logLikelihoods.size();
      if (count > 1 && logLikelihoods.get(count - 1) - logLikelihoods.get(count - 2) < tolerance) {
        return new Result<>(model, List.copyOf(logLikelihoods), true);
      }
    }
    return new Result<>(model, List.copyOf(logLikelihoods), false);
  }

  private static <S> Sums<S> expect(Hmm<S> model, List<S> sequences) {
    List<Sums<S>> parts =
        IntStream.range(0, PARTS)
            .parallel()
            .mapToObj(part -> part(model, sequences, part))
            .toList();
    Sums<S> all = parts.get(0);
    for (Sums<S> part : parts.subList(1, PARTS)) {
      all.add(part);
    }
    return all;
  }

  private static <S> Sums<S> part(Hmm<S> model, List<S> sequences, int part) {
    Sums<S> sums = new Sums<>(model);
    int from = (int) ((long) sequences.size() * part / PARTS);
    int to = (int) ((long) sequences.size() * (part + 1) / PARTS);
    for (int i = from; i < to; i++) {
      if (!sums.add(model, sequences.get(i))) {
        throw new IllegalArgumentException("sequence " + i + " is impossible in the model");
      }
    }
    return sums;
  }

  private <S> Hmm<S> maximize(Hmm<S> model, Sums<S> sums) {
    double[] start = model.start();
    double[][] transition = model.transition();
    double[] end = model.chain.end();
    if (updated.contains(Parameter.START) && Probabilities.normalize(sums.start)) {
      start = sums.start;
    }
    if (updated.contains(Parameter.TRANSITION)) {
      end = end == null ? null : end.clone();
      for (int i = 0; i < start.length; i++) {
        double[] row =
            Arrays.copyOfRange(sums.transitions, i * start.length, (i + 1) * start.length);
        if (end != null) {
          row = Arrays.copyOf(row, start.length + 1);
          row[start.length] = sums.ends[i];
        }
        if (Probabilities.normalize(row)) {
          transition[i] = Arrays.copyOf(row, start.length);
          if (end != null) {
            end[i] = row[start.length];
          }
        }
      }
    }
    return model.with(
        new MarkovChain(start, transition, end),
        updated.contains(Parameter.EMISSION) ? sums.emissions : null,
        variancePrior);
  }

  /** Expected counts of many sequences. */
  private static final class Sums<S> {
    private double logLikelihood;
    private final double[] start;
    private final double[] ends;
    private final double[] transitions;
    private final Hmm.Emissions emissions;

    Sums(Hmm<S> model) {
      int states = model.states();
      start = new double[states];
      ends = new double[states];
      transitions = new double[states * states];
      emissions = model.expected();
    }

    boolean add(Hmm<S> model, S sequence) {
      MarkovChain.Expectation expected = model.chain.expect(model.emissions(sequence));
      if (expected.logLikelihood == Double.NEGATIVE_INFINITY) {
        return false;
      }
      logLikelihood += expected.logLikelihood;
      double[] posteriors = expected.posteriors;
      for (int j = 0; j < start.length && posteriors.length > 0; j++) {
        start[j] += posteriors[j];
        ends[j] += posteriors[posteriors.length - start.length + j];
      }
      add(transitions, expected.transitions);
      emissions.add(sequence, posteriors);
      return true;
    }

    void add(Sums<S> other) {
      logLikelihood += other.logLikelihood;
      add(start, other.start);
      add(ends, other.ends);
      add(transitions, other.transitions);
      emissions.add(other.emissions);
    }

    private static void add(double[] sums, double[] values) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
    }
  }

  /** Options of training. Not thread-safe. */
  public static final class Builder {
    private int iterations = 100;
    private double tolerance = 0.01;
    private Set<Parameter> updated = EnumSet.allOf(Parameter.class);
    private double variancePrior = 0.01;
    private DoubleConsumer listener = logLikelihood -> {};

    private Builder() {}

    /**
     * How many iterations at most.
     *
     * @param count at least 1; 100 by default
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder iterations(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("iterations must be at least 1, got " + count);
      }
      iterations = count;
      return this;
    }

    /**
     * When to stop: the log-likelihood of all sequences gained less than this in an iteration.
     *
     * @param gain any number, -Infinity never stops; 0.01 by default
     * @return this
     * @throws IllegalArgumentException if it is NaN
     */
    public Builder tolerance(double gain) {
      if (Double.isNaN(gain)) {
        throw new IllegalArgumentException("tolerance must be a number, got NaN");
      }
      tolerance = gain;
      return this;
    }

    /**
     * What training changes.
     *
     * @param parameters at least one; all by default
     * @return this
     * @throws IllegalArgumentException if there is none
     */
    public Builder update(Set<Parameter> parameters) {
      if (parameters.isEmpty()) {
        throw new IllegalArgumentException("update must name at least one parameter");
      }
      updated = EnumSet.copyOf(parameters);
      return this;
    }

    /**
     * What is added to the sum of squares of each variance, so that none becomes 0.
     *
     * @param prior at least 0; 0.01 by default
     * @return this
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Builder variancePrior(double prior) {
      if (!(prior >= 0 && prior < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("variancePrior must be at least 0, got " + prior);
      }
      variancePrior = prior;
      return this;
    }

    /**
     * Who is told the log-likelihood before each iteration.
     *
     * @param newListener called on the training thread
     * @return this
     */
    public Builder listener(DoubleConsumer newListener) {
      listener = newListener;
      return this;
    }

    /**
     * The trainer.
     *
     * @return a trainer with these options
     */
    public BaumWelch build() {
      return new BaumWelch(this);
    }
  }
}
