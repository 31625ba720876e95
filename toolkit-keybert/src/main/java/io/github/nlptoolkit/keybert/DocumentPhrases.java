package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.keybert.phrase.Phrase;
import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.Span;
import java.util.Comparator;
import java.util.List;

/**
 * A document and what may be its keywords.
 *
 * @param text the document
 * @param phrases its phrases, in the order of their first occurrence; none or more
 * @param windows the pieces of it that are embedded; none if there are no phrases
 * @param tokens how many tokens it has
 */
record DocumentPhrases(AnalyzedText text, List<Phrase> phrases, List<Span> windows, int tokens) {

  /**
   * Reads off what is needed.
   *
   * @param found the phrases
   * @param most how many phrases are kept at the most: those that occur most often
   */
  static DocumentPhrases of(AnalyzedText text, List<Phrase> found, int most, int windowTokens) {
    List<Phrase> phrases = found;
    if (found.size() > most) {
      phrases =
          found.stream()
              .sorted(
                  Comparator.comparingInt((Phrase phrase) -> -phrase.frequency())
                      .thenComparingInt(phrase -> phrase.words() > 1 ? 0 : 1)
                      .thenComparingInt(Phrase::firstToken))
              .limit(most)
              .sorted(Comparator.comparingInt(Phrase::firstToken))
              .toList();
    }
    int tokens = text.sentences().stream().mapToInt(List::size).sum();
    List<Span> windows = phrases.isEmpty() ? List.of() : Windows.of(text, windowTokens);
    return new DocumentPhrases(text, phrases, windows, tokens);
  }
}
