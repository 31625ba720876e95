package io.github.nlptoolkit.eval.significance;

/**
 * Where a number lies with some confidence.
 *
 * @param lower the lower end; NaN if it cannot be told
 * @param upper the upper end
 * @param level the confidence, such as 0.95
 */
public record Interval(double lower, double upper, double level) {}
