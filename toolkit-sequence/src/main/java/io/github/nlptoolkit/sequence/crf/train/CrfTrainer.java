package io.github.nlptoolkit.sequence.crf.train;

import io.github.nlptoolkit.sequence.crf.CrfModel;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Trains models. Features are the pairs of attribute and label, and of label and next label, that
 * the data shows, unless more are asked for.
 *
 * <p>Peer: CRFsuite 0.12 as in python-crfsuite 0.9.12; the same features, objective, defaults and
 * stopping rules. Differences: L-BFGS uses several threads; sentences may be labelled in part;
 * online methods go through the sentences in an order that depends on {@code seed} alone.
 *
 * <p>Repeatable: the same data and options give the same bits, with L-BFGS for any number of
 * threads; online methods use one thread.
 *
 * <p>Memory with L-BFGS: the data, 2 × memories + 5 vectors of one double a feature, and one more
 * vector a thread. Immutable and thread-safe, if its listener is.
 */
public final class CrfTrainer {

  final Algorithm algorithm;
  final double minFrequency;
  final boolean allPossibleStates;
  final boolean allPossibleTransitions;
  final int threads;
  final long seed;
  final @Nullable CrfDataset heldOut;
  final int patience;
  final @Nullable TrainingListener listener;
  final @Nullable CrfModel start;
  final @Nullable Path checkpoint;
  final int checkpointEvery;

  private CrfTrainer(Builder b) {
    algorithm = b.algorithm;
    minFrequency = b.minFrequency;
    allPossibleStates = b.allPossibleStates;
    allPossibleTransitions = b.allPossibleTransitions;
    threads = b.threads;
    seed = b.seed;
    heldOut = b.heldOut;
    patience = b.patience;
    listener = b.listener;
    start = b.start;
    checkpoint = b.checkpoint;
    checkpointEvery = b.checkpointEvery;
  }

  /**
   * Starts a trainer.
   *
   * @param algorithm how weights are found; {@link Lbfgs} if in doubt
   * @return a builder
   */
  public static Builder builder(Algorithm algorithm) {
    return new Builder(algorithm);
  }

  /**
   * Trains a model.
   *
   * @param data labelled sentences
   * @return the model and how the training ended
   * @throws IllegalArgumentException if there is no sentence or no feature, if there are more than
   *     32,768 labels, or if held-out data is labelled in part or hashed otherwise
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written
   */
  public TrainingResult train(CrfDataset data) {
    if (data.sequences() == 0) {
      throw new IllegalArgumentException("the data must have at least one token, got none");
    }
    if (data.labels().size() > 1 << 15) {
      throw new IllegalArgumentException(
          "there must be at most 32768 labels, got " + data.labels().size());
    }
    if (start != null && start.hashBits() != data.hashBits) {
      throw new IllegalArgumentException(
          "the model to start from must hash attributes as the data, "
              + data.hashBits
              + " bits, got "
              + start.hashBits());
    }
    FeatureTable features =
        FeatureTable.of(data, minFrequency, allPossibleStates, allPossibleTransitions);
    if (features.size() == 0) {
      throw new IllegalArgumentException(
          "no feature comes at least " + minFrequency + " times: lower minFrequency");
    }
    try (Workers workers = new Workers(threads)) {
      TrainingRun run = new TrainingRun(this, data, features, workers);
      return run(run);
    }
  }

  private TrainingResult run(TrainingRun run) {
    if (algorithm instanceof Lbfgs lbfgs) {
      return minimize(run, lbfgs);
    }
    if (algorithm instanceof L2Sgd sgd) {
      return new SgdTraining(run, sgd, new Random(seed)).train();
    }
    return new OnlineTraining(run, algorithm, new Random(seed)).train();
  }

  private static TrainingResult minimize(TrainingRun run, Lbfgs options) {
    LikelihoodObjective objective =
        new LikelihoodObjective(run.data, run.features, options.c2(), run.workers, run.vectors);
    LbfgsMinimizer minimizer =
        new LbfgsMinimizer(options, objective, run.vectors, run.initialWeights());
    StopReason reason =
        minimizer.minimize(
            (k, now, pointNorm, gradientNorm) ->
                run.done(k, now.value, gradientNorm, now.trials, now.length, now.point));
    return run.result(reason, minimizer.point());
  }

  /** Gathers options. Not thread-safe. */
  public static final class Builder {
    private final Algorithm algorithm;
    private double minFrequency;
    private boolean allPossibleStates;
    private boolean allPossibleTransitions;
    private int threads =
        Math.min(LikelihoodObjective.SHARDS, Runtime.getRuntime().availableProcessors());
    private long seed = 1;
    private @Nullable CrfDataset heldOut;
    private int patience;
    private @Nullable TrainingListener listener;
    private @Nullable CrfModel start;
    private @Nullable Path checkpoint;
    private int checkpointEvery = 1;

    private Builder(Algorithm algorithm) {
      this.algorithm = algorithm;
    }

    /**
     * How often a feature must come; the values of attributes and weights of sentences count.
     * Default: 0. Peer: {@code feature.minfreq}.
     *
     * @param value at least 0
     * @return this builder
     */
    public Builder minFrequency(double value) {
      minFrequency = value;
      return this;
    }

    /**
     * Whether each attribute gets a weight for each label, seen together or not. Default: no. Peer:
     * {@code feature.possible_states}.
     *
     * @param value whether it does
     * @return this builder
     */
    public Builder allPossibleStates(boolean value) {
      allPossibleStates = value;
      return this;
    }

    /**
     * Whether each pair of labels gets a weight, seen or not. Default: no. Peer: {@code
     * feature.possible_transitions}.
     *
     * @param value whether it does
     * @return this builder
     */
    public Builder allPossibleTransitions(boolean value) {
      allPossibleTransitions = value;
      return this;
    }

    /**
     * How many threads compute gradients. Default: the processors, at most 8, the most that are of
     * use. The result does not depend on it.
     *
     * @param value at least 1
     * @return this builder
     */
    public Builder threads(int value) {
      threads = value;
      return this;
    }

    /**
     * What the order of sentences depends on in online methods. Default: 1.
     *
     * @param value any number
     * @return this builder
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Measures each iteration on other data, without stopping for it.
     *
     * @param data fully labelled sentences
     * @return this builder
     */
    public Builder heldOut(CrfDataset data) {
      return heldOut(data, 0);
    }

    /**
     * Stops when the accuracy on other data has not risen for some iterations, and takes the
     * weights that were best on it.
     *
     * @param data fully labelled sentences
     * @param patience for how many iterations; 0 for never
     * @return this builder
     */
    public Builder heldOut(CrfDataset data, int patience) {
      this.heldOut = data;
      this.patience = patience;
      return this;
    }

    /**
     * Who is told of each iteration.
     *
     * @param value the listener
     * @return this builder
     */
    public Builder listener(TrainingListener value) {
      listener = value;
      return this;
    }

    /**
     * Begins with the weights of a model instead of 0: to go on after a checkpoint, or to adapt a
     * model. What is remembered of curvature, averages and variances begins anew.
     *
     * @param model the model; its features are found by name, others begin with 0
     * @return this builder
     */
    public Builder startFrom(CrfModel model) {
      start = model;
      return this;
    }

    /**
     * Saves the model now and then, to go on from with {@link #startFrom}.
     *
     * @param file where to
     * @param every after how many iterations, at least 1
     * @return this builder
     */
    public Builder checkpoint(Path file, int every) {
      checkpoint = file;
      checkpointEvery = every;
      return this;
    }

    /**
     * Ends the options.
     *
     * @return the trainer
     * @throws IllegalArgumentException if an option is out of range
     */
    public CrfTrainer build() {
      Options.atLeast("minFrequency", minFrequency, 0);
      Options.atLeast("threads", threads, 1);
      Options.atLeast("patience", patience, 0);
      Options.atLeast("checkpoint every", checkpointEvery, 1);
      return new CrfTrainer(this);
    }
  }
}
