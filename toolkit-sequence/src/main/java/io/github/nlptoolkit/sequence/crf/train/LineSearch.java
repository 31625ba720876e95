package io.github.nlptoolkit.sequence.crf.train;

/** How L-BFGS chooses the length of a step. */
public enum LineSearch {
  /**
   * Safeguarded cubic and quadratic interpolation until the strong Wolfe conditions hold. Paper: J.
   * Moré, D. Thuente (1994), <i>Line search algorithms with guaranteed sufficient decrease</i>.
   */
  MORE_THUENTE,
  /** Halving or enlarging until the Wolfe conditions hold. */
  BACKTRACKING,
  /** Halving or enlarging until the strong Wolfe conditions hold. */
  STRONG_BACKTRACKING
}
