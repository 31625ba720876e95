package io.github.nlptoolkit.text;

import java.util.List;

/** Says how probable sentences are, word by word. Implementations are thread-safe. */
public interface LanguageModel {

  /**
   * The probability of each word of a sentence given those before it, and of the sentence ending
   * there.
   *
   * @param words the words of one sentence, without marks of its start and end; may be empty
   * @return log10 probabilities, at most 0: one for each word in order, then one for the end if the
   *     model knows sentences to end; the caller's own
   */
  double[] log10Probabilities(List<String> words);

  /**
   * Whether a word is in the vocabulary.
   *
   * @param word the word
   * @return false if it is scored as an unknown word
   */
  boolean knows(String word);
}
