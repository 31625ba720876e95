package io.github.nlptoolkit.eval.metric;

/**
 * Precision, recall and F1; higher is better.
 *
 * @param precision the share of the predicted that is right, 0 to 1
 * @param recall the share of the gold standard that is found, 0 to 1
 * @param f1 their harmonic mean, 0 to 1; of an average, the average of the F1s
 * @param support how many items the gold standard has
 */
public record Score(double precision, double recall, double f1, long support) {}
