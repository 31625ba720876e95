package io.github.nlptoolkit.bert.sentence;

/**
 * How far an embedding is. Immutable and thread-safe.
 *
 * @param texts how many texts are done
 * @param total how many there are, or -1 if that is not known
 * @param tokens how many tokens are done, special ones included
 * @param truncated how many of the texts tokenised so far had more tokens than the model takes and
 *     were cut
 */
public record EmbeddingProgress(long texts, long total, long tokens, long truncated) {}
