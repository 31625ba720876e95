package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.text.Token;
import java.util.List;

/**
 * Says which runs of words of a sentence may be keywords. Implementations are thread-safe; {@link
 * PhrasePatterns} has those for English, Chinese and texts without parts of speech.
 */
@FunctionalInterface
public interface PhrasePattern {

  /** A run of tokens of a sentence, half-open. */
  record Run(int from, int to) {}

  /**
   * The runs of a sentence.
   *
   * @param text the whole text
   * @param sentence the tokens of one sentence
   * @return where candidates begin and end, in order of their begin; none empty
   */
  List<Run> runs(String text, List<Token> sentence);
}
