package io.github.nlptoolkit.sequence.crf.train;

/** A smooth function to be minimised. */
interface Objective {

  /** The number of variables. */
  int size();

  /** The value at a point; sets the gradient there. */
  double evaluate(double[] point, double[] gradient);
}
