package io.github.nlptoolkit.sequence.crf.train;

/**
 * Adaptive regularisation of weights: each weight has a variance, and moves less the surer it is.
 * Paper: A. Mejer, K. Crammer (2010), <i>Confidence in structured-prediction using
 * confidence-weighted models</i>. Peer: CRFsuite's {@code arow}, with another order of sentences.
 *
 * @param variance of each weight at first, positive
 * @param gamma trade-off between the loss and keeping to what is known, positive
 * @param maxIterations passes over the data, at least 1
 * @param epsilon stops when the mean loss is not above this, at least 0
 */
public record Arow(double variance, double gamma, int maxIterations, double epsilon)
    implements Algorithm {

  /** Checks the options. */
  public Arow {
    Options.positive("variance", variance);
    Options.positive("gamma", gamma);
    Options.atLeast("maxIterations", maxIterations, 1);
    Options.atLeast("epsilon", epsilon, 0);
  }

  /**
   * CRFsuite's defaults.
   *
   * @return variance 1, gamma 1, 100 passes, epsilon 0
   */
  public static Arow defaults() {
    return new Arow(1, 1, 100, 0);
  }
}
