package io.github.nlptoolkit.eval.metric;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How many of the right key phrases are among the first k: the practice of pke and its benchmarks.
 * Phrases are compared after a normalisation, by default in lower case with each word stemmed; the
 * same phrase again does not count.
 *
 * <p>Of a document, precision is hits / min(k, phrases found), recall hits / right phrases, F1
 * their harmonic mean; each is 0 where there is nothing to divide by. The scores of documents are
 * averaged (macro); a document without right phrases is left out. Immutable and thread-safe.
 */
public final class KeyphraseScores {
  private static final Pattern BESIDE_HAN =
      Pattern.compile("(?<=\\p{IsHan})\\s+|\\s+(?=\\p{IsHan})");

  private final List<Score> documents;

  private KeyphraseScores(List<Score> documents) {
    this.documents = documents;
  }

  /**
   * Lower-cases a phrase and stems its words, with one blank between them; none beside a Chinese
   * character, as some extractors part Chinese words by blanks and people do not.
   *
   * @param phrase the phrase
   * @return what phrases are compared by
   */
  public static String stemmed(String phrase) {
    StringBuilder stems = new StringBuilder();
    for (String word : phrase.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      stems.append(stems.length() == 0 ? "" : " ").append(PorterStemmer.stem(word));
    }
    return BESIDE_HAN.matcher(stems).replaceAll("");
  }

  /**
   * Scores stemmed phrases.
   *
   * @param gold the right phrases of each document
   * @param predicted the phrases found in each, best first
   * @param k how many of them count, at least 1
   * @return the scores
   * @throws IllegalArgumentException if the lists are not as long or k is below 1
   */
  public static KeyphraseScores of(
      List<? extends List<String>> gold, List<? extends List<String>> predicted, int k) {
    return of(gold, predicted, k, KeyphraseScores::stemmed);
  }

  /**
   * Scores phrases.
   *
   * @param gold the right phrases of each document
   * @param predicted the phrases found in each, best first
   * @param k how many of them count, at least 1; those that are the same after normalisation are
   *     one
   * @param normalisation what phrases are compared by
   * @return the scores
   * @throws IllegalArgumentException if the lists are not as long or k is below 1
   */
  public static KeyphraseScores of(
      List<? extends List<String>> gold,
      List<? extends List<String>> predicted,
      int k,
      UnaryOperator<String> normalisation) {
    Checks.cutOff(k);
    Checks.sameLength("gold documents", gold.size(), "predicted documents", predicted.size());
    List<Score> documents = new ArrayList<>();
    for (int i = 0; i < gold.size(); i++) {
      Set<String> right = normalised(gold.get(i), Integer.MAX_VALUE, normalisation);
      if (!right.isEmpty()) {
        documents.add(score(right, normalised(predicted.get(i), k, normalisation)));
      }
    }
    return new KeyphraseScores(List.copyOf(documents));
  }

  private static Set<String> normalised(
      List<String> phrases, int limit, UnaryOperator<String> normalisation) {
    Set<String> kept = new LinkedHashSet<>();
    for (String phrase : phrases) {
      if (kept.size() == limit) {
        break;
      }
      String one = normalisation.apply(phrase);
      if (!one.isBlank()) {
        kept.add(one);
      }
    }
    return kept;
  }

  private static Score score(Set<String> right, Set<String> found) {
    long hits = found.stream().filter(right::contains).count();
    double precision = ZeroDivision.ZERO.divide(hits, found.size());
    double recall = (double) hits / right.size();
    double f1 = ZeroDivision.ZERO.divide(2 * precision * recall, precision + recall);
    return new Score(precision, recall, f1, right.size());
  }

  /**
   * The scores of the documents that have right phrases.
   *
   * @return one for each, in order; immutable
   */
  public List<Score> documents() {
    return documents;
  }

  /**
   * The mean over the documents.
   *
   * @return precision, recall and F1; NaN if no document has right phrases
   */
  public Score mean() {
    return new Score(
        documents.stream().mapToDouble(Score::precision).average().orElse(Double.NaN),
        documents.stream().mapToDouble(Score::recall).average().orElse(Double.NaN),
        documents.stream().mapToDouble(Score::f1).average().orElse(Double.NaN),
        documents.stream().mapToLong(Score::support).sum());
  }
}
