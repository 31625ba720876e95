package io.github.nlptoolkit.language;

import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.text.Tagger;
import io.github.nlptoolkit.text.TextAnalyzer;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** English: words as in Universal Dependencies, tagged. Immutable and thread-safe. */
final class EnglishAnalyzer implements TextAnalyzer {

  private final Tagger tagger;
  private final Set<String> stopWords = Languages.stopWords("en");

  EnglishAnalyzer(Tagger tagger) {
    this.tagger = tagger;
  }

  @Override
  public AnalyzedText analyze(String text) {
    List<List<Span>> sentences = EnglishWords.sentences(text);
    if (sentences.isEmpty()) {
      return TextAnalyzers.empty(text, "en");
    }
    List<List<String>> words =
        sentences.stream()
            .map(spans -> spans.stream().map(span -> span.of(text)).toList())
            .toList();
    List<List<String>> tags = tagger.tagAll(words);
    Stems stems = Stems.of("en").get();
    List<List<Token>> tokens = new ArrayList<>(sentences.size());
    for (int i = 0; i < sentences.size(); i++) {
      List<Token> sentence = new ArrayList<>(sentences.get(i).size());
      for (int j = 0; j < sentences.get(i).size(); j++) {
        String word = words.get(i).get(j);
        PartOfSpeech part =
            word.codePoints().anyMatch(Character::isLetterOrDigit)
                ? wordPart(tags.get(i).get(j), word)
                : PartOfSpeech.PUNCT;
        boolean stop = stopWords.contains(word.toLowerCase(Locale.ROOT));
        sentence.add(new Token(sentences.get(i).get(j), part, stems.stem(word), stop));
      }
      tokens.add(sentence);
    }
    return new AnalyzedText(text, "en", tokens);
  }

  /** Punctuation has no letters, and no number begins with a letter and has digits. */
  private static PartOfSpeech wordPart(String tag, String word) {
    PartOfSpeech part = PartOfSpeech.of(tag);
    boolean isName =
        Character.isLetter(word.codePointAt(0)) && word.codePoints().anyMatch(Character::isDigit);
    if (part == PartOfSpeech.NUM && isName) {
      return PartOfSpeech.PROPN;
    }
    return part == PartOfSpeech.PUNCT ? PartOfSpeech.X : part;
  }
}
