package io.github.nlptoolkit.sequence.crf.train;

/**
 * Passive-aggressive updates: as large as the margin asks for. Paper: K. Crammer, O. Dekel, J.
 * Keshet, S. Shalev-Shwartz, Y. Singer (2006), <i>Online passive-aggressive algorithms</i>. Peer:
 * CRFsuite's {@code passive-aggressive}, with another order of sentences.
 *
 * @param type how large updates are bounded
 * @param c aggressiveness, positive; larger updates if larger
 * @param errorSensitive whether the margin grows with the square root of the number of wrong labels
 * @param averaging whether the model has the average of the weights
 * @param maxIterations passes over the data, at least 1
 * @param epsilon stops when the mean loss is below this, at least 0
 */
public record PassiveAggressive(
    Type type,
    double c,
    boolean errorSensitive,
    boolean averaging,
    int maxIterations,
    double epsilon)
    implements Algorithm {

  /** How large updates are bounded. */
  public enum Type {
    /** Not at all. */
    PA,
    /** By {@code c}. */
    PA_I,
    /** Softly, by {@code 1 / (2 c)} in the denominator. */
    PA_II
  }

  /** Checks the options. */
  public PassiveAggressive {
    Options.positive("c", c);
    Options.atLeast("maxIterations", maxIterations, 1);
    Options.atLeast("epsilon", epsilon, 0);
  }

  /**
   * CRFsuite's defaults.
   *
   * @return PA-I, c 1, error-sensitive, averaged, 100 passes, epsilon 0
   */
  public static PassiveAggressive defaults() {
    return new PassiveAggressive(Type.PA_I, 1, true, true, 100, 0);
  }
}
