package io.github.nlptoolkit.bert.head;

/**
 * A token that may stand at a masked place. Immutable and thread-safe.
 *
 * @param id its id
 * @param token the token as the vocabulary has it, such as {@code ##ing}; empty for an output of
 *     the model that the tokenizer has no token for
 * @param text what the tokenizer's decoder makes of it
 * @param probability its probability among all tokens, from 0 to 1
 */
public record TokenProbability(int id, String token, String text, float probability) {}
