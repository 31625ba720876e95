package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.List;

/** Words side by side that are no stop words, with nothing but white space between them. */
final class WordPattern implements PhrasePattern {

  private static final int LONGEST = 3;

  @Override
  public List<Run> runs(String text, List<Token> sentence) {
    List<Run> runs = new ArrayList<>();
    for (int from = 0; from < sentence.size(); from++) {
      for (int to = from + 1; to <= Math.min(from + LONGEST, sentence.size()); to++) {
        Token last = sentence.get(to - 1);
        if (!isWord(last)
            || (to > from + 1 && !Texts.isBlankBetween(text, sentence.get(to - 2), last))) {
          break;
        }
        if (to - from > 1 || Texts.isLongEnough(text, last)) {
          runs.add(new Run(from, to));
        }
      }
    }
    return runs;
  }

  private static boolean isWord(Token token) {
    return token.part() != PartOfSpeech.PUNCT
        && token.part() != PartOfSpeech.NUM
        && !token.stopWord();
  }
}
