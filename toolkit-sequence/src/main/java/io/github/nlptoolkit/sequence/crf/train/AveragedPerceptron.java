package io.github.nlptoolkit.sequence.crf.train;

/**
 * The structured perceptron with averaged weights: fast, of good quality, without probabilities
 * that mean anything. Paper: M. Collins (2002), <i>Discriminative training methods for hidden
 * Markov models</i>. Peer: CRFsuite's {@code averaged-perceptron}, with another order of sentences.
 *
 * @param maxIterations passes over the data, at least 1; CRFsuite's default is 100
 * @param epsilon stops when the mean part of wrong labels in a sentence is below this, at least 0
 */
public record AveragedPerceptron(int maxIterations, double epsilon) implements Algorithm {

  /** Checks the options. */
  public AveragedPerceptron {
    Options.atLeast("maxIterations", maxIterations, 1);
    Options.atLeast("epsilon", epsilon, 0);
  }

  /**
   * CRFsuite's defaults.
   *
   * @return 100 passes, epsilon 0
   */
  public static AveragedPerceptron defaults() {
    return new AveragedPerceptron(100, 0);
  }
}
