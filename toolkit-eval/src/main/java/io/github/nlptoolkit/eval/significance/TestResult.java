package io.github.nlptoolkit.eval.significance;

/**
 * What a test says.
 *
 * @param statistic the test's statistic
 * @param pValue the chance of a statistic at least as extreme if there is no difference, 0 to 1;
 *     two-sided
 */
public record TestResult(double statistic, double pValue) {}
