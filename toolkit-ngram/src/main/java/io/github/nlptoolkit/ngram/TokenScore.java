package io.github.nlptoolkit.ngram;

/**
 * What a model says of one word in its sentence.
 *
 * @param word the word, {@code </s>} for the end
 * @param log10 its log10 probability given what came before, at most 0
 * @param ngramLength how many words the n-gram had that gave it, at least 1; 0 if the model has
 *     nothing for the word
 * @param unknown whether the word is not in the vocabulary
 */
public record TokenScore(String word, double log10, int ngramLength, boolean unknown) {}
