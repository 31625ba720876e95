package io.github.nlptoolkit.engine.runtime;

/**
 * A precision and why it was chosen. Immutable and thread-safe.
 *
 * @param precision {@link Precision#FLOAT32} or {@link Precision#BFLOAT16}
 * @param reason why, for a person
 */
public record PrecisionChoice(Precision precision, String reason) {}
