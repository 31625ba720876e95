package io.github.nlptoolkit.sequence.scheme;

/**
 * A place where tags break the rules of their scheme. Immutable and thread-safe.
 *
 * @param index the token, from 0; the number of tokens if the end is what is wrong
 * @param message what is wrong there, with the tags
 */
public record Violation(int index, String message) {}
