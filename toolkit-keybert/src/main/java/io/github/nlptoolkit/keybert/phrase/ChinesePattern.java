package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
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
    List<Run> runs = new ArrayList<>();
    for (int from = 0; from < sentence.size(); from++) {
      for (int to = from + 1; to <= Math.min(from + LONGEST, sentence.size()); to++) {
        Token last = sentence.get(to - 1);
        if (!isPart(last)
            || (to > from + 1 && !Texts.isBlankBetween(text, sentence.get(to - 2), last))) {
          break;
        }
        boolean ends = isNoun(last) || (last.part() == PartOfSpeech.VERB && to - from > 1);
        if (ends && (to - from > 1 || Texts.isLongEnough(text, last))) {
          runs.add(new Run(from, to));
        }
      }
    }
    return runs;
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
