package io.github.nlptoolkit.eval.dataset;

/**
 * A text and its class.
 *
 * @param label the class
 * @param text the text
 */
public record LabelledText(String label, String text) {}
