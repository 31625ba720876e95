package io.github.nlptoolkit.sequence.crf.train;

/**
 * Maximum likelihood with L2 and L1 penalties, by L-BFGS; with an L1 penalty by OWL-QN, which
 * always backtracks. Minimises {@code -sum log p + c2 * sum w² + c1 * sum |w|}. The method of
 * choice: a convex problem, the best quality, repeatable to the bit for any number of threads.
 * Peer: CRFsuite's {@code lbfgs}.
 *
 * @param c1 weight of the L1 penalty, at least 0
 * @param c2 weight of the L2 penalty, at least 0
 * @param memories how many steps the curvature is estimated from, at least 1
 * @param epsilon stops when {@code |gradient| <= epsilon * max(1, |weights|)}
 * @param period over how many iterations the improvement is measured; 0 for not at all
 * @param delta stops when the objective improved by less than this part of it over the period
 * @param maxIterations the most iterations, at least 1
 * @param lineSearch how a step's length is chosen; of no effect with an L1 penalty
 * @param maxLineSearch the most trials for one step, at least 1
 */
public record Lbfgs(
    double c1,
    double c2,
    int memories,
    double epsilon,
    int period,
    double delta,
    int maxIterations,
    LineSearch lineSearch,
    int maxLineSearch)
    implements Algorithm {

  /** Checks the options. */
  public Lbfgs {
    Options.atLeast("c1", c1, 0);
    Options.atLeast("c2", c2, 0);
    Options.atLeast("memories", memories, 1);
    Options.atLeast("epsilon", epsilon, 0);
    Options.atLeast("period", period, 0);
    Options.atLeast("delta", delta, 0);
    Options.atLeast("maxIterations", maxIterations, 1);
    Options.atLeast("maxLineSearch", maxLineSearch, 1);
  }

  /**
   * Starts with CRFsuite's defaults: c1 0, c2 1, 6 memories, epsilon and delta 1e-5, period 10,
   * Moré-Thuente, 20 trials, no bound of iterations.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Gathers options. Not thread-safe. */
  public static final class Builder {
    private double c1;
    private double c2 = 1;
    private int memories = 6;
    private double epsilon = 1e-5;
    private int period = 10;
    private double delta = 1e-5;
    private int maxIterations = Integer.MAX_VALUE;
    private LineSearch lineSearch = LineSearch.MORE_THUENTE;
    private int maxLineSearch = 20;

    private Builder() {}

    /**
     * The weight of the L1 penalty.
     *
     * @param value at least 0
     * @return this builder
     */
    public Builder c1(double value) {
      c1 = value;
      return this;
    }

    /**
     * The weight of the L2 penalty.
     *
     * @param value at least 0
     * @return this builder
     */
    public Builder c2(double value) {
      c2 = value;
      return this;
    }

    /**
     * How many steps are remembered.
     *
     * @param value at least 1
     * @return this builder
     */
    public Builder memories(int value) {
      memories = value;
      return this;
    }

    /**
     * When the gradient is small enough.
     *
     * @param value at least 0
     * @return this builder
     */
    public Builder epsilon(double value) {
      epsilon = value;
      return this;
    }

    /**
     * Over how many iterations the improvement is measured.
     *
     * @param value at least 0; 0 for not at all
     * @return this builder
     */
    public Builder period(int value) {
      period = value;
      return this;
    }

    /**
     * When the improvement over the period is small enough.
     *
     * @param value at least 0
     * @return this builder
     */
    public Builder delta(double value) {
      delta = value;
      return this;
    }

    /**
     * The most iterations.
     *
     * @param value at least 1
     * @return this builder
     */
    public Builder maxIterations(int value) {
      maxIterations = value;
      return this;
    }

    /**
     * How a step's length is chosen.
     *
     * @param value the method
     * @return this builder
     */
    public Builder lineSearch(LineSearch value) {
      lineSearch = value;
      return this;
    }

    /**
     * The most trials for one step.
     *
     * @param value at least 1
     * @return this builder
     */
    public Builder maxLineSearch(int value) {
      maxLineSearch = value;
      return this;
    }

    /**
     * Ends the options.
     *
     * @return the algorithm
     * @throws IllegalArgumentException if an option is out of range
     */
    public Lbfgs build() {
      return new Lbfgs(
          c1, c2, memories, epsilon, period, delta, maxIterations, lineSearch, maxLineSearch);
    }
  }
}
