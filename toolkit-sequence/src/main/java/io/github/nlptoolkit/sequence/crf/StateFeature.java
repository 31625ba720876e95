package io.github.nlptoolkit.sequence.crf;

/**
 * How much an attribute speaks for a label.
 *
 * @param attribute the attribute's name; {@code #} and its bucket in a model with hashed attributes
 * @param label the label
 * @param weight its weight; negative if the attribute speaks against the label
 */
public record StateFeature(String attribute, String label, double weight) {}
