package io.github.nlptoolkit.engine.runtime;

/**
 * A precision and why it was chosen. Immutable and thread-safe.
 *
 * @param precision any but {@link Precision#AUTO}
 * @param reason why, for a person
 */
public record PrecisionChoice(Precision precision, String reason) {}
