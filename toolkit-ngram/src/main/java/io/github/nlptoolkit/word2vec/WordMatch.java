package io.github.nlptoolkit.word2vec;

/**
 * A word found by a search. Immutable and thread-safe.
 *
 * @param word the word
 * @param score its similarity to the query; higher is better
 */
public record WordMatch(String word, float score) {}
