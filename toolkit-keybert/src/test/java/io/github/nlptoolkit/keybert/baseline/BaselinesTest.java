package io.github.nlptoolkit.keybert.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nlptoolkit.keybert.PlainAnalyzer;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BaselinesTest {
  private static final PlainAnalyzer ENGLISH = new PlainAnalyzer("en");
  private static final String TEXT =
      "Glacier ice is old ice. The glacier ice of Norway, and a river of Norway. Boats in the sea.";

  private static List<KeywordExtractor> all(int topN) {
    return List.of(
        TextRank.textRank(ENGLISH, topN),
        TextRank.singleRank(ENGLISH, topN),
        new Rake(ENGLISH, topN),
        new Yake(ENGLISH, topN),
        TfIdf.builder(CountVectorizer.builder().build()).topN(topN).fit(List.of(TEXT, "the sea")));
  }

  @Test
  void keywordsComeBestFirstWithTheirPlaces() {
    for (KeywordExtractor extractor : all(3)) {
      List<Keyword> keywords = extractor.extract(TEXT);
      assertThat(keywords).as(extractor.toString()).hasSize(3);
      assertThat(keywords.get(0).score()).isGreaterThanOrEqualTo(keywords.get(1).score());
      assertThat(keywords.get(0).spans()).isNotEmpty();
    }
  }

  @Test
  void emptyTextHasNone() {
    for (KeywordExtractor extractor : all(3)) {
      assertThat(extractor.extract("")).isEmpty();
      assertThat(extractor.extract("😀 ...")).isEmpty();
    }
  }

  @Test
  void yakePrefersFrequentEarlyPhrases() {
    assertThat(new Yake(ENGLISH, 1).extract(TEXT).get(0).text()).isEqualTo("Glacier ice");
  }

  @Test
  void groupsHaveTheirOwnKeywords() {
    ClassTfIdf weighting = new ClassTfIdf(CountVectorizer.builder().build(), false, false);
    assertThat(
            weighting.weights(
                List.of("ice ice sea", "sea boat boat", "none"), new int[] {0, 1, -1}))
        .extracting(weights -> weights.keySet().iterator().next())
        .containsExactly("ice", "boat");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weighting.weights(List.of("ice"), new int[] {0, 1}))
        .withMessageContaining("2");
  }

  @Test
  void wrongOptionsAreTold() {
    assertThatIllegalArgumentException().isThrownBy(() -> all(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordGraph.of(List.of("a"), word -> true, 1, false))
        .withMessageContaining("window");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordGraph.of(List.of("a"), word -> true, 2, false).pageRank(1));
    assertThat(WordGraph.of(List.of(), word -> true, 2, false).pageRank(0.85)).isEmpty();
  }
}
