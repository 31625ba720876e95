package io.github.nlptoolkit.bert.head;

/**
 * A label with its score. Immutable and thread-safe.
 *
 * @param label the label, as {@code id2label} of the model has it
 * @param score higher is better; a probability from 0 to 1, but for regression
 */
public record LabelScore(String label, float score) {}
