package io.github.nlptoolkit.eval.metric;

/** How far apart two labels are for Cohen's kappa; labels are in the matrix's order. */
public enum KappaWeights {
  /** All different labels are as far. */
  NONE,
  /** As far as their places are. */
  LINEAR,
  /** As far as the square of that. */
  QUADRATIC;

  double of(int i, int j) {
    int distance = Math.abs(i - j);
    return switch (this) {
      case NONE -> distance == 0 ? 0 : 1;
      case LINEAR -> distance;
      case QUADRATIC -> (double) distance * distance;
    };
  }
}
