package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.text.Span;

/**
 * A word as the model's pre-tokenizer cut it. Immutable and thread-safe.
 *
 * @param span its place in its text, UTF-16, half-open
 * @param sequence which text of a pair it is in, 0 or 1
 */
public record Word(Span span, int sequence) {}
