package io.github.nlptoolkit.keybert.phrase;

import io.github.nlptoolkit.keybert.phrase.PhrasePattern.Run;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** All runs of words side by side up to a length. */
final class WordRuns {

  private WordRuns() {}

  /** Says whether a run may end. */
  @FunctionalInterface
  interface Ending {
    boolean at(Token last, int words);
  }

  /**
   * Finds runs with nothing but white space between their words.
   *
   * @param text the whole text
   * @param sentence the tokens of one sentence
   * @param longest the most words of a run
   * @param isPart which words may be in one
   * @param ending where it may end; a word alone must be long enough, too
   */
  static List<Run> of(
      String text, List<Token> sentence, int longest, Predicate<Token> isPart, Ending ending) {
    List<Run> runs = new ArrayList<>();
    for (int from = 0; from < sentence.size(); from++) {
      for (int to = from + 1; to <= Math.min(from + longest, sentence.size()); to++) {
        Token last = sentence.get(to - 1);
        int words = to - from;
        if (!isPart.test(last)
            || (words > 1 && !Texts.isBlankBetween(text, sentence.get(to - 2), last))) {
          break;
        }
        if (ending.at(last, words) && (words > 1 || Texts.isLongEnough(text, last))) {
          runs.add(new Run(from, to));
        }
      }
    }
    return runs;
  }
}
