package io.github.nlptoolkit.eval.dataset;

/**
 * Two texts and how near people say they are.
 *
 * @param first a text
 * @param second another
 * @param score higher for nearer, on any scale; of pair classification 1 or 0
 */
public record ScoredPair(String first, String second, double score) {}
