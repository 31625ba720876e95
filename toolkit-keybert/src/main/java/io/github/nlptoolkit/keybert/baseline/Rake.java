package io.github.nlptoolkit.keybert.baseline;

import io.github.nlptoolkit.keybert.phrase.Phrase;
import io.github.nlptoolkit.keybert.phrase.PhraseFinder;
import io.github.nlptoolkit.keybert.phrase.PhrasePattern;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.TextAnalyzer;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Rapid automatic keyword extraction: phrases are what stands between stop words and punctuation; a
 * phrase scores the sum of its words' scores.
 *
 * <p>Paper: S. Rose, D. Engel, N. Cramer and W. Cowley, "Automatic Keyword Extraction from
 * Individual Documents", in Text Mining, Wiley 2010. Peer: rake-nltk 1.0.6, repeated phrases
 * counted.
 *
 * <p>Immutable, and thread-safe as its analyzer is.
 */
public final class Rake implements KeywordExtractor {

  /** What a word scores. */
  public enum Metric {
    /** Its degree by its frequency: high for words that are in long phrases only. */
    DEGREE_TO_FREQUENCY_RATIO,
    /** Its degree: with how many words it shares phrases, itself included. */
    WORD_DEGREE,
    /** Its frequency in phrases. */
    WORD_FREQUENCY
  }

  private static final int LONGEST = 4;

  private final TextAnalyzer analyzer;
  private final int topN;

  /**
   * Makes an extractor for phrases of up to four words, by degree and frequency.
   *
   * @param analyzer what reads the documents
   * @param topN how many keywords a document has at the most, at least 1
   * @throws IllegalArgumentException if {@code topN} is less than 1
   */
  public Rake(TextAnalyzer analyzer, int topN) {
    this.analyzer = Objects.requireNonNull(analyzer, "analyzer");
    this.topN = Rankings.checked(topN);
  }

  @Override
  public List<Keyword> extract(String document) {
    AnalyzedText text = analyzer.analyze(document);
    List<List<String>> phrases = new ArrayList<>();
    for (List<Token> sentence : text.sentences()) {
      for (PhrasePattern.Run run : runs(sentence)) {
        phrases.add(
            sentence.subList(run.from(), run.to()).stream()
                .map(token -> lower(text, token))
                .toList());
      }
    }
    Map<String, Double> scores = wordScores(phrases, Metric.DEGREE_TO_FREQUENCY_RATIO);
    List<Phrase> found = PhraseFinder.find(text, (whole, sentence) -> runs(sentence));
    return Rankings.best(
        found,
        phrase -> {
          double sum = 0;
          AnalyzedText one = text;
          List<Token> words = tokensOf(one, phrase);
          for (Token word : words) {
            sum += scores.getOrDefault(lower(text, word), 0.0);
          }
          return sum;
        },
        topN);
  }

  /**
   * The phrases of sentences and their scores, as rake-nltk gives them.
   *
   * @param sentences the tokens of each sentence, in lower case
   * @param ignored stop words and punctuation
   * @param metric what a word scores
   * @param longest how many words a phrase has at the most
   * @return each phrase with its score, best first, equal scores by text; immutable
   */
  public static Map<String, Double> rank(
      List<List<String>> sentences, Predicate<String> ignored, Metric metric, int longest) {
    List<List<String>> phrases = new ArrayList<>();
    for (List<String> sentence : sentences) {
      List<String> phrase = new ArrayList<>();
      for (int i = 0; i <= sentence.size(); i++) {
        if (i < sentence.size() && !ignored.test(sentence.get(i))) {
          phrase.add(sentence.get(i));
          continue;
        }
        if (!phrase.isEmpty() && phrase.size() <= longest) {
          phrases.add(List.copyOf(phrase));
        }
        phrase.clear();
      }
    }
    Map<String, Double> words = wordScores(phrases, metric);
    Map<String, Double> scores = new HashMap<>();
    for (List<String> phrase : phrases) {
      scores.put(
          String.join(" ", phrase),
          phrase.stream().mapToDouble(word -> words.getOrDefault(word, 0.0)).sum());
    }
    Map<String, Double> ranked = new LinkedHashMap<>();
    scores.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> ranked.put(entry.getKey(), entry.getValue()));
    return java.util.Collections.unmodifiableMap(ranked);
  }

  /** What each word scores in the phrases of one document. */
  static Map<String, Double> wordScores(List<List<String>> phrases, Metric metric) {
    Map<String, Double> frequencies = new HashMap<>();
    Map<String, Double> degrees = new HashMap<>();
    for (List<String> phrase : phrases) {
      for (String word : phrase) {
        frequencies.merge(word, 1.0, Double::sum);
        degrees.merge(word, (double) phrase.size(), Double::sum);
      }
    }
    return switch (metric) {
      case WORD_FREQUENCY -> frequencies;
      case WORD_DEGREE -> degrees;
      case DEGREE_TO_FREQUENCY_RATIO -> {
        Map<String, Double> ratios = new HashMap<>();
        degrees.forEach(
            (word, degree) ->
                ratios.put(word, degree / Objects.requireNonNull(frequencies.get(word))));
        yield ratios;
      }
    };
  }

  private static List<PhrasePattern.Run> runs(List<Token> sentence) {
    List<PhrasePattern.Run> runs = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= sentence.size(); i++) {
      if (i < sentence.size() && isWord(sentence.get(i))) {
        continue;
      }
      if (i > start && i - start <= LONGEST) {
        runs.add(new PhrasePattern.Run(start, i));
      }
      start = i + 1;
    }
    return runs;
  }

  private static boolean isWord(Token token) {
    return token.part() != PartOfSpeech.PUNCT && !token.stopWord();
  }

  private static String lower(AnalyzedText text, Token token) {
    return token.span().of(text.text()).toLowerCase(Locale.ROOT);
  }

  /** The words of a phrase where it first stands. */
  private static List<Token> tokensOf(AnalyzedText text, Phrase phrase) {
    int start = phrase.spans().get(0).start();
    int end = phrase.spans().get(0).end();
    return text.sentences().stream()
        .flatMap(List::stream)
        .filter(token -> token.span().start() >= start && token.span().end() <= end)
        .toList();
  }
}
