package io.github.nlptoolkit.sequence.crf;

/**
 * How much a label speaks for the one after it.
 *
 * @param from the label before
 * @param to the label after
 * @param weight its weight; negative if the transition is unlikely
 */
public record TransitionFeature(String from, String to, double weight) {}
