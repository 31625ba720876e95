package io.github.nlptoolkit.text;

/**
 * Reads a text of a language: sentences, words, parts of speech, stems, stop words. Implementations
 * are thread-safe.
 */
@FunctionalInterface
public interface TextAnalyzer {

  /**
   * Reads a text.
   *
   * @param text the text
   * @return the text with its sentences; none for a blank one
   */
  AnalyzedText analyze(String text);
}
