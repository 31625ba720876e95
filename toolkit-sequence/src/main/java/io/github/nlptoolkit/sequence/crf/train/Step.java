package io.github.nlptoolkit.sequence.crf.train;

/** A point on the way down: the objective's value and gradient, and the step that led there. */
final class Step {

  /** Constants of libLBFGS. */
  static final double SUFFICIENT_DECREASE = 1e-4;

  static final double WOLFE = 0.9;
  static final double MIN = 1e-20;
  static final double MAX = 1e20;

  final double[] point;
  final double[] gradient;
  double value;
  double length;
  int trials;

  Step(int size) {
    this.point = new double[size];
    this.gradient = new double[size];
  }

  /** How a line search ended. */
  enum Outcome {
    FOUND,
    FAILED,
    NOT_FINITE
  }
}
