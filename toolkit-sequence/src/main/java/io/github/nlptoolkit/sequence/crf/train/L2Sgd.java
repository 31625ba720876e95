package io.github.nlptoolkit.sequence.crf.train;

/**
 * Maximum likelihood with an L2 penalty by stochastic gradient descent, its learning rate
 * calibrated on a sample first. Paper: S. Shalev-Shwartz, Y. Singer, N. Srebro (2007),
 * <i>Pegasos</i> (without the projection). Peer: CRFsuite's {@code l2sgd}, with another order of
 * sentences.
 *
 * @param c2 weight of the L2 penalty, positive
 * @param maxIterations passes over the data, at least 1
 * @param period over how many passes the improvement is measured, at least 1
 * @param delta stops when the objective improved by less than this part of it over the period
 * @param calibration how the learning rate is chosen
 */
public record L2Sgd(double c2, int maxIterations, int period, double delta, Calibration calibration)
    implements Algorithm {

  /**
   * How the learning rate is chosen: candidates are tried for one pass over a sample.
   *
   * @param eta the first candidate, positive
   * @param rate the factor between candidates, above 1
   * @param samples how many sentences, at least 1
   * @param candidates how many that lower the loss, upwards and downwards, at least 1
   * @param maxTrials the most candidates in all, at least 1
   */
  public record Calibration(double eta, double rate, int samples, int candidates, int maxTrials) {

    /** Checks the options. */
    public Calibration {
      Options.positive("calibration eta", eta);
      Options.positive("calibration rate - 1", rate - 1);
      Options.atLeast("calibration samples", samples, 1);
      Options.atLeast("calibration candidates", candidates, 1);
      Options.atLeast("calibration maxTrials", maxTrials, 1);
    }

    /**
     * CRFsuite's defaults.
     *
     * @return eta 0.1, rate 2, 1000 samples, 10 candidates, 20 trials
     */
    public static Calibration defaults() {
      return new Calibration(0.1, 2, 1000, 10, 20);
    }
  }

  /** Checks the options. */
  public L2Sgd {
    Options.positive("c2", c2);
    Options.atLeast("maxIterations", maxIterations, 1);
    Options.atLeast("period", period, 1);
    Options.atLeast("delta", delta, 0);
  }

  /**
   * CRFsuite's defaults.
   *
   * @return c2 1, 1000 passes, period 10, delta 1e-6
   */
  public static L2Sgd defaults() {
    return new L2Sgd(1, 1000, 10, 1e-6, Calibration.defaults());
  }
}
