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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Keywords by the PageRank of their words: a phrase scores the sum of its words' ranks. The phrases
 * are those of {@link io.github.nlptoolkit.keybert.KeyBert}.
 *
 * <p>Papers: TextRank, Mihalcea and Tarau, EMNLP 2004: words side by side are neighbours.
 * SingleRank, X. Wan and J. Xiao, "Single Document Keyphrase Extraction Using Neighborhood
 * Knowledge", AAAI 2008: words within ten are, and count as often.
 *
 * <p>Immutable, and thread-safe as its analyzer is.
 */
public final class TextRank implements KeywordExtractor {

  private static final double DAMPING = 0.85;

  private final TextAnalyzer analyzer;
  private final int window;
  private final boolean weighted;
  private final int topN;

  private TextRank(TextAnalyzer analyzer, int window, boolean weighted, int topN) {
    this.analyzer = Objects.requireNonNull(analyzer, "analyzer");
    this.window = window;
    this.weighted = weighted;
    this.topN = Rankings.checked(topN);
  }

  /**
   * TextRank.
   *
   * @param analyzer what reads the documents
   * @param topN how many keywords a document has at the most, at least 1
   * @return the extractor
   * @throws IllegalArgumentException if {@code topN} is less than 1
   */
  public static TextRank textRank(TextAnalyzer analyzer, int topN) {
    return new TextRank(analyzer, 2, false, topN);
  }

  /**
   * SingleRank.
   *
   * @param analyzer what reads the documents
   * @param topN how many keywords a document has at the most, at least 1
   * @return the extractor
   * @throws IllegalArgumentException if {@code topN} is less than 1
   */
  public static TextRank singleRank(TextAnalyzer analyzer, int topN) {
    return new TextRank(analyzer, 10, true, topN);
  }

  @Override
  public List<Keyword> extract(String document) {
    AnalyzedText text = analyzer.analyze(document);
    List<String> stems = new ArrayList<>();
    Set<String> nodes = new HashSet<>();
    for (List<Token> sentence : text.sentences()) {
      for (Token token : sentence) {
        if (token.part() == PartOfSpeech.PUNCT) {
          continue;
        }
        stems.add(token.stem());
        if (isNode(token)) {
          nodes.add(token.stem());
        }
      }
    }
    Map<String, Double> ranks =
        WordGraph.of(stems, nodes::contains, window, weighted).pageRank(DAMPING);
    List<Phrase> phrases = PhraseFinder.find(text, PhrasePatterns.of(text.language()));
    return Rankings.best(
        phrases,
        phrase -> phrase.stems().stream().mapToDouble(s -> ranks.getOrDefault(s, 0.0)).sum(),
        topN);
  }

  private static boolean isNode(Token token) {
    return !token.stopWord()
        && switch (token.part()) {
          case NOUN, PROPN, ADJ, X, UNKNOWN -> true;
          default -> false;
        };
  }
}
