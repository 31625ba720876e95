package io.github.nlptoolkit.language;

import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.text.TextAnalyzer;
import io.github.nlptoolkit.text.Token;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Words and sentences by Unicode's rules, as the JDK has them. Immutable and thread-safe. */
final class WordAnalyzer implements TextAnalyzer {

  private static final int LONGEST_SENTENCE = 500;

  private final String language;
  private final Locale locale;
  private final Set<String> stopWords;
  private final Supplier<Stems> stems;

  WordAnalyzer(String language, Set<String> stopWords, Supplier<Stems> stems) {
    this.language = language;
    this.locale = Locale.forLanguageTag(language);
    this.stopWords = stopWords;
    this.stems = stems;
  }

  @Override
  public AnalyzedText analyze(String text) {
    List<List<Token>> sentences = new ArrayList<>();
    Stems ofText = stems.get();
    BreakIterator sentenceBreaks = BreakIterator.getSentenceInstance(locale);
    BreakIterator wordBreaks = BreakIterator.getWordInstance(locale);
    sentenceBreaks.setText(text);
    wordBreaks.setText(text);
    int sentenceEnd = sentenceBreaks.next();
    List<Token> sentence = new ArrayList<>();
    int start = wordBreaks.first();
    for (int end = wordBreaks.next(); end != BreakIterator.DONE; end = wordBreaks.next()) {
      while (sentenceEnd != BreakIterator.DONE && start >= sentenceEnd) {
        flush(sentence, sentences);
        sentenceEnd = sentenceBreaks.next();
      }
      if (!text.substring(start, end).isBlank()) {
        sentence.add(token(text, new Span(start, end), ofText));
      }
      if (sentence.size() == LONGEST_SENTENCE) {
        flush(sentence, sentences);
      }
      start = end;
    }
    flush(sentence, sentences);
    return new AnalyzedText(text, language, sentences);
  }

  private static void flush(List<Token> sentence, List<List<Token>> sentences) {
    if (!sentence.isEmpty()) {
      sentences.add(List.copyOf(sentence));
      sentence.clear();
    }
  }

  private Token token(String text, Span span, Stems ofText) {
    String word = span.of(text);
    PartOfSpeech part = PartOfSpeech.UNKNOWN;
    if (word.codePoints().noneMatch(Character::isLetterOrDigit)) {
      part = PartOfSpeech.PUNCT;
    } else if (word.codePoints().noneMatch(Character::isLetter)) {
      part = PartOfSpeech.NUM;
    }
    boolean stop = stopWords.contains(word.toLowerCase(locale));
    return new Token(span, part, ofText.stem(word), stop);
  }
}
