package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Token;
import java.util.List;

/** Words side by side that are no stop words, with nothing but white space between them. */
final class WordPattern implements PhrasePattern {

  private static final int LONGEST = 3;

  @Override
  public List<Run> runs(String text, List<Token> sentence) {
    return WordRuns.of(text, sentence, LONGEST, WordPattern::isWord, (last, words) -> true);
  }

  private static boolean isWord(Token token) {
    return token.part() != PartOfSpeech.PUNCT
        && token.part() != PartOfSpeech.NUM
        && !token.stopWord();
  }
}
