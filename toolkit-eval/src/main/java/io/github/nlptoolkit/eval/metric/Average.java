package io.github.nlptoolkit.eval.metric;

/** How the scores of labels become one. */
public enum Average {
  /** The counts are added, then divided. */
  MICRO,
  /** The mean of the labels' scores. */
  MACRO,
  /** The mean of the labels' scores, each as often as the gold standard has the label. */
  WEIGHTED
}
