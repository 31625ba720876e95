package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.text.Span;

/**
 * A token or a run of tokens with a label. Immutable and thread-safe.
 *
 * @param label the type, such as {@code PER}; without aggregation the label, such as {@code B-PER}
 * @param score its probability, from 0 to 1; of several tokens or words the mean
 * @param span its place in the text, UTF-16, half-open
 * @param text what stands there
 */
public record Entity(String label, float score, Span span, String text) {}
