package io.github.nlptoolkit.embedding;

/**
 * A row found by a search, with its score. Immutable and thread-safe.
 *
 * @param index the row's index, from 0
 * @param score its similarity to the query; higher is better
 */
public record Match(int index, float score) {}
