package io.github.nlptoolkit.keybert.baseline;

import io.github.nlptoolkit.keybert.phrase.Phrase;
import io.github.nlptoolkit.keybert.phrase.PhraseFinder;
import io.github.nlptoolkit.keybert.phrase.PhrasePatterns;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.TextAnalyzer;
import io.github.nlptoolkit.text.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * YAKE: keywords by where and how their words stand in the document alone.
 *
 * <p>Paper: R. Campos et al., "YAKE! Keyword extraction from single documents using multiple local
 * features", Information Sciences 509, 2020. Phrases are up to three words without stop words at
 * their ends or inside; forms of one stem are one word.
 *
 * <p>Differences from yake 0.7.3: tokens and stop words are the analyzer's; phrases of equal stems
 * are one, in place of a test of string similarity; the score is the peer's with its sign changed,
 * so that higher is better and 0 is the best.
 *
 * <p>Immutable, and thread-safe as its analyzer is.
 */
public final class Yake implements KeywordExtractor {

  private final TextAnalyzer analyzer;
  private final int topN;

  /**
   * Makes an extractor.
   *
   * @param analyzer what reads the documents
   * @param topN how many keywords a document has at the most, at least 1
   * @throws IllegalArgumentException if {@code topN} is less than 1
   */
  public Yake(TextAnalyzer analyzer, int topN) {
    this.analyzer = Objects.requireNonNull(analyzer, "analyzer");
    this.topN = Rankings.checked(topN);
  }

  @Override
  public List<Keyword> extract(String document) {
    AnalyzedText text = analyzer.analyze(document);
    Map<String, Word> words = words(text);
    Map<String, Double> scores = scores(words, text.sentences().size());
    List<Phrase> phrases = PhraseFinder.find(text, PhrasePatterns.words());
    return Rankings.best(
        phrases,
        phrase -> {
          double product = 1;
          double sum = 0;
          for (String stem : phrase.stems()) {
            double score = scores.getOrDefault(stem, 1.0);
            product *= score;
            sum += score;
          }
          return -product / (phrase.frequency() * (1 + sum));
        },
        topN);
  }

  /** What is counted of one word. */
  private static final class Word {
    private int frequency;
    private int capitalized;
    private int acronyms;
    private final List<Integer> sentences = new ArrayList<>();
    private final Set<String> left = new HashSet<>();
    private final Set<String> right = new HashSet<>();
    private int leftCount;
    private int rightCount;
    private boolean isStopWord;
  }

  private static Map<String, Word> words(AnalyzedText text) {
    Map<String, Word> words = new HashMap<>();
    for (int s = 0; s < text.sentences().size(); s++) {
      List<Token> sentence = text.sentences().get(s);
      for (int i = 0; i < sentence.size(); i++) {
        Token token = sentence.get(i);
        if (token.part() == PartOfSpeech.PUNCT) {
          continue;
        }
        Word word = words.computeIfAbsent(token.stem(), stem -> new Word());
        count(word, token, text.text(), i > 0, s);
        if (i > 0 && sentence.get(i - 1).part() != PartOfSpeech.PUNCT) {
          word.left.add(sentence.get(i - 1).stem());
          word.leftCount++;
        }
        if (i + 1 < sentence.size() && sentence.get(i + 1).part() != PartOfSpeech.PUNCT) {
          word.right.add(sentence.get(i + 1).stem());
          word.rightCount++;
        }
      }
    }
    return words;
  }

  private static void count(Word word, Token token, String text, boolean isInside, int sentence) {
    String form = token.span().of(text);
    word.frequency++;
    word.isStopWord |= token.stopWord();
    if (form.length() > 1 && form.equals(form.toUpperCase(Locale.ROOT)) && hasCase(form)) {
      word.acronyms++;
    } else if (isInside && Character.isUpperCase(form.codePointAt(0))) {
      word.capitalized++;
    }
    word.sentences.add(sentence);
  }

  private static boolean hasCase(String form) {
    return !form.equals(form.toLowerCase(Locale.ROOT));
  }

  private static Map<String, Double> scores(Map<String, Word> words, int sentences) {
    double[] frequencies =
        words.values().stream()
            .filter(word -> !word.isStopWord)
            .mapToDouble(word -> word.frequency)
            .toArray();
    double mean = Arrays.stream(frequencies).average().orElse(0);
    double deviation =
        Math.sqrt(Arrays.stream(frequencies).map(f -> (f - mean) * (f - mean)).average().orElse(0));
    double most = words.values().stream().mapToDouble(word -> word.frequency).max().orElse(1);
    Map<String, Double> scores = new HashMap<>();
    words.forEach((stem, word) -> scores.put(stem, score(word, mean, deviation, most, sentences)));
    return scores;
  }

  /** The paper's five features: place and relatedness by case, frequency and spread. */
  private static double score(
      Word word, double mean, double deviation, double most, int sentences) {
    double casing = Math.max(word.capitalized, word.acronyms) / (1 + Math.log(word.frequency));
    int median = word.sentences.get(word.sentences.size() / 2);
    double position = Math.log(Math.log(3 + median));
    double frequency = word.frequency / (mean + deviation);
    double left = word.leftCount == 0 ? 0 : (double) word.left.size() / word.leftCount;
    double right = word.rightCount == 0 ? 0 : (double) word.right.size() / word.rightCount;
    double relatedness = 1 + (left + right) * word.frequency / most;
    double spread = (double) word.sentences.stream().distinct().count() / sentences;
    return relatedness * position / (casing + (frequency + spread) / relatedness);
  }
}
