package io.github.nlptoolkit.sequence.crf.train;

/** Why a training ended. In every case the model has the best weights it came to. */
public enum StopReason {
  /** The gradient is near zero, or the mean loss of an online method is below its bound. */
  CONVERGED,
  /** The objective hardly improved over the last iterations. */
  NO_IMPROVEMENT,
  /** The largest number of iterations was done. */
  MAX_ITERATIONS,
  /** The line search found no better point, as a rule because of rounding. */
  LINE_SEARCH,
  /** The objective became NaN or infinite; the weights are those before. */
  NOT_FINITE,
  /** The accuracy on held-out data did not rise any more; the weights are the best on it. */
  HELD_OUT,
  /** The listener asked to stop. */
  LISTENER
}
