package io.github.nlptoolkit.keybert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.failure.ContractException;
import io.github.nlptoolkit.keybert.selection.Diversity;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyBertTest {
  private static final PlainAnalyzer ENGLISH = new PlainAnalyzer("en");
  private static final String TEXT =
      "Rivers carve valleys. The wide river is in a valley of ice, and deep glaciers. Ice";

  private static KeyBert.Builder builder() {
    return KeyBert.builder(new HashEmbedder(), ENGLISH);
  }

  private static List<String> texts(List<Keyword> keywords) {
    return keywords.stream().map(Keyword::text).toList();
  }

  @Test
  void keywordsStandWhereTheySayAndComeBestFirst() {
    List<Keyword> keywords = builder().topN(100).build().extract(TEXT);
    assertThat(keywords).isNotEmpty();
    for (Keyword keyword : keywords) {
      assertThat(keyword.spans()).isNotEmpty();
      assertThat(keyword.spans()).anyMatch(span -> span.of(TEXT).equals(keyword.text()));
    }
    assertThat(keywords)
        .extracting(Keyword::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(builder().topN(2).build().extract(TEXT)).isEqualTo(keywords.subList(0, 2));
  }

  @Test
  void documentsOfOneCallAreAsAlone() {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      documents.add("word" + i + " of ice, " + (i % 7 == 0 ? "" : TEXT));
    }
    KeyBert keyBert = builder().build();
    List<List<Keyword>> all = keyBert.extractAll(documents);
    assertThat(all).hasSize(600);
    for (int i = 0; i < 600; i += 97) {
      assertThat(all.get(i)).isEqualTo(builder().cacheSize(0).build().extract(documents.get(i)));
    }
  }

  @Test
  void phrasesAreEmbeddedOnce() {
    AtomicInteger embedded = new AtomicInteger();
    HashEmbedder inner = new HashEmbedder();
    TextEmbedder counting =
        new TextEmbedder() {
          @Override
          public int dimension() {
            return inner.dimension();
          }

          @Override
          public Embeddings embed(List<String> texts) {
            embedded.addAndGet(texts.size());
            return inner.embed(texts);
          }

          @Override
          public void close() {}
        };
    KeyBert keyBert = KeyBert.builder(counting, ENGLISH).build();
    List<Keyword> first = keyBert.extract(TEXT);
    int once = embedded.get();
    assertThat(keyBert.extract(TEXT)).isEqualTo(first);
    assertThat(embedded.get()).isEqualTo(once + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t", "the of and", "😀 👨‍👩‍👧", "...", "\u0000\u0007"})
  void whatHasNoPhraseHasNoKeywords(String text) {
    assertThat(builder().build().extract(text)).isEmpty();
  }

  @Test
  void wordsStandInForPhrases() {
    assertThat(texts(builder().build().extract("a new method"))).containsExactly("new method");
    assertThat(texts(builder().build().extract("the learn"))).containsExactly("learn");
  }

  @Test
  void oneWordIsAKeyword() {
    assertThat(texts(builder().build().extract("Glaciers"))).containsExactly("Glaciers");
  }

  @Test
  void oddCharactersAreNoProblem() {
    String text = "\uD800 lone \u0000glacier\u0007 of 😀 中文 and ice\uDC00";
    assertThat(texts(builder().topN(50).build().extract(text))).contains("ice");
  }

  @Test
  void longDocumentsAreReadToTheEnd() {
    String text = "Ice of mountain. ".repeat(20_000) + "The deep glacier.";
    List<Keyword> keywords = builder().topN(100).windowTokens(50).build().extract(text);
    assertThat(texts(keywords)).contains("deep glacier");
    Keyword ice = keywords.stream().filter(k -> k.text().equals("Ice")).findFirst().orElseThrow();
    assertThat(ice.spans())
        .hasSize(20_000)
        .last()
        .isEqualTo(new Span(19_999 * 17, 19_999 * 17 + 3));
  }

  @Test
  void windowsCoverTheText() {
    String text = "One two. Three four five. Six. " + "seven ".repeat(7);
    List<Span> windows = Windows.of(ENGLISH.analyze(text), 4);
    assertThat(windows)
        .extracting(span -> span.of(text))
        .containsExactly(
            "One two.", "Three four five.", "Six.", "seven seven seven seven", "seven seven seven");
    assertThat(Windows.of(ENGLISH.analyze(text), 100)).containsExactly(new Span(0, text.length()));
  }

  @Test
  void candidatesAndSeedsAreTheCallers() {
    KeyBert some = builder().candidates(List.of("GLACIER", "valley", "valley", "absent")).build();
    assertThat(texts(some.extract(TEXT))).containsExactlyInAnyOrder("glaciers", "valleys");
    List<Keyword> seeded = builder().seedKeywords(List.of("sea", "salt")).build().extract(TEXT);
    assertThat(seeded).isNotEqualTo(builder().build().extract(TEXT));
  }

  @Test
  void fewCandidatesAreTheFrequentOnes() {
    assertThat(texts(builder().maxCandidates(1).build().extract(TEXT))).containsExactly("ice");
  }

  @Test
  void diversityChoosesAmongTheSame() {
    for (Diversity diversity :
        List.of(Diversity.mmr(0.7), Diversity.clusters(0.5), Diversity.maxSum(6))) {
      List<Keyword> keywords = builder().diversity(diversity).topN(3).build().extract(TEXT);
      assertThat(keywords).hasSize(3);
      assertThat(builder().topN(100).keepNested(true).build().extract(TEXT)).containsAll(keywords);
    }
  }

  @Test
  void brokenEmbeddersAreTold() {
    TextEmbedder nan = broken(Float.NaN, 0);
    assertThatExceptionOfType(ContractException.class)
        .isThrownBy(() -> KeyBert.builder(nan, ENGLISH).build().extract(TEXT));
    assertThatExceptionOfType(ContractException.class)
        .isThrownBy(() -> KeyBert.builder(broken(1, 1), ENGLISH).build().extract(TEXT));
    assertThat(KeyBert.builder(broken(0, 0), ENGLISH).build().extract(TEXT)).isNotEmpty();
  }

  private static TextEmbedder broken(float value, int missing) {
    return new TextEmbedder() {
      @Override
      public int dimension() {
        return 2;
      }

      @Override
      public Embeddings embed(List<String> texts) {
        List<float[]> rows = new ArrayList<>();
        for (int i = missing; i < texts.size(); i++) {
          rows.add(new float[] {value, value});
        }
        return Embeddings.ofRows(rows);
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void wrongOptionsAreTold() {
    KeyBert.Builder builder = builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.topN(0))
        .withMessageContaining("topN");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.windowTokens(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxCandidates(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.cacheSize(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.candidates(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.candidates(List.of("ice", " ")))
        .withMessageContaining("candidates[1]");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.seedKeywords(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Priors(1, 1, Double.NaN, 1, 1))
        .withMessageContaining("position");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Diversity.mmr(1.5))
        .withMessageContaining("1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> Diversity.clusters(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Diversity.maxSum(0));
  }
}
