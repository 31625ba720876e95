package io.github.nlptoolkit.vectors.mining;

/**
 * Two rows that are alike. Immutable and thread-safe.
 *
 * @param first the lower row, from 0
 * @param second the higher row
 * @param score their similarity; higher is better
 */
public record Pair(int first, int second, float score) {}
