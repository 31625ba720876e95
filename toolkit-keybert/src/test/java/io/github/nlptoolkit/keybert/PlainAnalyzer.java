package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.text.TextAnalyzer;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads English for tests: nouns, unless a word is written as {@code word/TAG}; no s at the end.
 */
public record PlainAnalyzer(String language) implements TextAnalyzer {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]");
  private static final Set<String> STOP = Set.of("the", "a", "of", "and", "is", "in");
  private static final Map<String, PartOfSpeech> PARTS =
      Map.of(
          "deep",
          PartOfSpeech.ADJ,
          "new",
          PartOfSpeech.ADJ,
          "learn",
          PartOfSpeech.VERB,
          "based",
          PartOfSpeech.VERB,
          "using",
          PartOfSpeech.VERB,
          "two",
          PartOfSpeech.NUM,
          "highly",
          PartOfSpeech.ADV,
          "processing",
          PartOfSpeech.VERB);

  @Override
  public AnalyzedText analyze(String text) {
    List<List<Token>> sentences = new ArrayList<>();
    List<Token> sentence = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = matcher.group().toLowerCase(Locale.ROOT);
      PartOfSpeech part =
          STOP.contains(word) ? PartOfSpeech.ADP : PARTS.getOrDefault(word, PartOfSpeech.NOUN);
      if (!Character.isLetterOrDigit(word.codePointAt(0))) {
        part = PartOfSpeech.PUNCT;
      }
      String stem =
          word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
      sentence.add(
          new Token(new Span(matcher.start(), matcher.end()), part, stem, STOP.contains(word)));
      if (word.equals(".")) {
        sentences.add(sentence);
        sentence = new ArrayList<>();
      }
    }
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    }
    return new AnalyzedText(text, language, sentences);
  }
}
