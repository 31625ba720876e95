package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Token;
import java.util.List;

/**
 * Chinese phrases. Compounds are written without blanks, and what of a compound is the term is not
 * told by its parts of speech; so each run of up to four words that ends as a noun does is one, and
 * {@link PhraseFinder} drops those that are only ever part of a longer one.
 */
final class ChinesePattern implements PhrasePattern {

  private static final int LONGEST = 4;

  @Override
  public List<Run> runs(String text, List<Token> sentence) {
    return WordRuns.of(
        text,
        sentence,
        LONGEST,
        ChinesePattern::isPart,
        (last, words) -> isNoun(last) || (last.part() == PartOfSpeech.VERB && words > 1));
  }

  private static boolean isPart(Token token) {
    return !token.stopWord()
        && (isNoun(token) || token.part() == PartOfSpeech.ADJ || token.part() == PartOfSpeech.VERB);
  }

  private static boolean isNoun(Token token) {
    return token.part() == PartOfSpeech.NOUN
        || token.part() == PartOfSpeech.PROPN
        || token.part() == PartOfSpeech.X
        || token.part() == PartOfSpeech.UNKNOWN;
  }
}
