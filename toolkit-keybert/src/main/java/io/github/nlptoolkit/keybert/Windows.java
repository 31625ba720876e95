package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces of a text that an embedder can read whole. A text that fits is one window; a longer
 * one is cut at the ends of sentences, and inside a sentence that is longer than a window.
 */
final class Windows {

  private Windows() {}

  /**
   * Cuts a text.
   *
   * @param text the text
   * @param tokens how many tokens a window has at the most, at least 1
   * @return where the windows stand, in order
   */
  static List<Span> of(AnalyzedText text, int tokens) {
    long all = text.sentences().stream().mapToLong(List::size).sum();
    if (all <= tokens) {
      return List.of(new Span(0, text.text().length()));
    }
    List<Span> windows = new ArrayList<>();
    int start = -1;
    int end = -1;
    int held = 0;
    for (List<Token> sentence : text.sentences()) {
      for (int from = 0; from < sentence.size(); from += tokens) {
        int to = Math.min(sentence.size(), from + tokens);
        if (held > 0 && held + to - from > tokens) {
          windows.add(new Span(start, end));
          held = 0;
        }
        start = held == 0 ? sentence.get(from).span().start() : start;
        end = sentence.get(to - 1).span().end();
        held += to - from;
      }
    }
    windows.add(new Span(start, end));
    return windows;
  }
}
