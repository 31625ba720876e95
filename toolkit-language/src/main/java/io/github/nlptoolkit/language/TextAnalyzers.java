package io.github.nlptoolkit.language;

import io.github.nlptoolkit.sequence.tagger.TaggerModels;
import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.Tagger;
import io.github.nlptoolkit.text.TextAnalyzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Readers of texts by language. English and Chinese have parts of speech; the other languages have
 * words as Unicode cuts them, Lucene's stop words and, as a rule, Snowball's stems.
 *
 * <p>The readers are thread-safe, and hold no more than their models.
 */
public final class TextAnalyzers {

  private TextAnalyzers() {}

  /**
   * A reader that finds out the language of each text: {@link Languages#detect}.
   *
   * @return the reader; what a language needs is loaded when the first text of it comes
   */
  public static TextAnalyzer automatic() {
    Map<String, TextAnalyzer> readers = new ConcurrentHashMap<>();
    return text -> {
      String language = Languages.detect(text);
      return readers.computeIfAbsent(language, TextAnalyzers::loaded).analyze(text);
    };
  }

  /**
   * The reader for English, with the tagger of the jar toolkit-model-tagger-en.
   *
   * @return the reader
   * @throws IOException if the jar is not on the class path; the message names the Maven artifact
   */
  public static TextAnalyzer english() throws IOException {
    return english(TaggerModels.load("pos-en"));
  }

  /**
   * A reader for English with another tagger.
   *
   * @param tagger a tagger with universal parts of speech, for words cut as in Universal
   *     Dependencies
   * @return the reader
   */
  public static TextAnalyzer english(Tagger tagger) {
    return new EnglishAnalyzer(Objects.requireNonNull(tagger, "tagger"));
  }

  /**
   * The reader for Chinese, simplified or traditional: words and parts of speech of a dictionary.
   *
   * @return the reader
   */
  public static TextAnalyzer chinese() {
    return chinese(List.of());
  }

  /**
   * The reader for Chinese with words of the caller's.
   *
   * @param words lines of a user dictionary: {@link
   *     io.github.nlptoolkit.language.chinese.DictionarySegmenter#withWords}
   * @return the reader
   * @throws IllegalArgumentException if a line is none
   */
  public static TextAnalyzer chinese(List<String> words) {
    return new ChineseAnalyzer(words);
  }

  /**
   * The reader for a language.
   *
   * @param language an ISO 639-1 code of {@link Languages#codes}, or {@code und} for words without
   *     stop words and stems
   * @return the reader
   * @throws IllegalArgumentException if there is no such language
   * @throws IOException if the model of the language is not on the class path
   */
  public static TextAnalyzer of(String language) throws IOException {
    return switch (language) {
      case "en" -> english();
      case "zh" -> chinese();
      default -> new WordAnalyzer(language, Languages.stopWords(language), Stems.of(language));
    };
  }

  private static TextAnalyzer loaded(String language) {
    try {
      return of(language);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text without words. */
  static AnalyzedText empty(String text, String language) {
    return new AnalyzedText(text, language, List.of());
  }
}
