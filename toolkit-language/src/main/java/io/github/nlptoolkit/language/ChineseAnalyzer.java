package io.github.nlptoolkit.language;

import io.github.nlptoolkit.language.chinese.DictionarySegmenter;
import io.github.nlptoolkit.sequence.tagger.SimplifiedCharacters;
import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.text.TextAnalyzer;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Chinese: words and parts of speech of a dictionary. Immutable and thread-safe. */
final class ChineseAnalyzer implements TextAnalyzer {

  private static final String SENTENCE_ENDS = "。！？!?；;";
  private static final int LONGEST_SENTENCE = 500;

  private final DictionarySegmenter segmenter;
  private final Set<String> stopWords = Languages.stopWords("zh");
  private final Set<String> englishStopWords = Languages.stopWords("en");

  ChineseAnalyzer(List<String> words) {
    DictionarySegmenter standard = DictionarySegmenter.standard();
    this.segmenter = words.isEmpty() ? standard : standard.withWords(words);
  }

  @Override
  public AnalyzedText analyze(String text) {
    List<List<Token>> sentences = new ArrayList<>();
    List<Token> sentence = new ArrayList<>();
    for (Span span : segmenter.tokens(text)) {
      if (!sentence.isEmpty() && endsBefore(text, sentence, span)) {
        sentences.add(sentence);
        sentence = new ArrayList<>();
      }
      sentence.add(token(text, span));
    }
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    }
    return new AnalyzedText(text, "zh", sentences);
  }

  private Token token(String text, Span span) {
    String word = span.of(text);
    String stem = SimplifiedCharacters.of(word.toLowerCase(Locale.ROOT));
    boolean stop = stopWords.contains(stem) || englishStopWords.contains(stem);
    boolean hasLetters = word.codePoints().anyMatch(Character::isLetterOrDigit);
    PartOfSpeech part = hasLetters ? wordPart(segmenter.part(word)) : PartOfSpeech.PUNCT;
    return new Token(span, part, stem, stop);
  }

  private static PartOfSpeech wordPart(PartOfSpeech part) {
    return part == PartOfSpeech.PUNCT ? PartOfSpeech.X : part;
  }

  private static boolean endsBefore(String text, List<Token> sentence, Span next) {
    Span last = sentence.get(sentence.size() - 1).span();
    char mark = text.charAt(last.start());
    boolean isGap = next.start() > last.end();
    return sentence.size() >= LONGEST_SENTENCE
        || SENTENCE_ENDS.indexOf(mark) >= 0
        || (mark == '.' && last.length() == 1 && isGap)
        || (isGap && text.substring(last.end(), next.start()).indexOf('\n') >= 0);
  }
}
