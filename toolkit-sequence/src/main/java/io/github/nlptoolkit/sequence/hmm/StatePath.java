package io.github.nlptoolkit.sequence.hmm;

import io.github.nlptoolkit.sequence.lattice.LabelPath;
import io.github.nlptoolkit.sequence.lattice.Lattice;
import java.util.Arrays;

/** States of a sequence with their probability. Immutable and thread-safe. */
public final class StatePath {
  private final int[] states;
  private final double logProbability;

  StatePath(int[] states, double logProbability) {
    this.states = states;
    this.logProbability = logProbability;
  }

  static StatePath of(LabelPath path) {
    return new StatePath(path.labels(), path.score());
  }

  /** The best path; zeros with log 0 if none is possible. */
  static StatePath best(Lattice lattice) {
    return lattice
        .best()
        .map(StatePath::of)
        .orElseGet(() -> new StatePath(new int[lattice.length()], Double.NEGATIVE_INFINITY));
  }

  /**
   * The states.
   *
   * @return a copy, one for each observation
   */
  public int[] states() {
    return states.clone();
  }

  /**
   * How probable the states and the observations are together.
   *
   * @return the natural logarithm; -Infinity if the observations are impossible
   */
  public double logProbability() {
    return logProbability;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatePath that
        && Arrays.equals(states, that.states)
        && Double.compare(logProbability, that.logProbability) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(states);
  }

  @Override
  public String toString() {
    return logProbability + " " + Arrays.toString(states);
  }
}
