package io.github.nlptoolkit.keybert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keybert.candidate.DocumentFrequency;
import io.github.nlptoolkit.keybert.candidate.StopWords;
import io.github.nlptoolkit.keybert.selection.Selection;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompatibleKeyBertTest {

  private static final String FARM = "The farm grows Wheat, and wheat on the farm.";

  private static final TextEmbedder BY_HAND =
      new FixedEmbedder(
          2,
          Map.of(
              FARM,
              new float[] {1, 0},
              "farm",
              new float[] {4, 3},
              "grows",
              new float[] {0, 1},
              "wheat",
              new float[] {3, 4},
              "bread",
              new float[] {0, 4},
              "oven",
              new float[] {0, 12}));

  @Test
  void keywordsAreTheBestWithScoresAndPlaces() {
    List<Keyword> keywords = KeyBert.compatible(BY_HAND).build().extract(FARM);
    assertThat(keywords)
        .containsExactly(
            new Keyword("farm", 0.8, List.of(new Span(4, 8), new Span(39, 43))),
            new Keyword("wheat", 0.6, List.of(new Span(15, 20), new Span(26, 31))),
            new Keyword("grows", 0, List.of(new Span(9, 14))));
    assertThat(keywords.get(1).spans()).extracting(span -> span.of(FARM)).contains("Wheat");
    assertThat(KeyBert.compatible(BY_HAND).topN(1).build().extract(FARM))
        .extracting(Keyword::text)
        .containsExactly("farm");
  }

  @Test
  void seedsAreMixedInOneToThree() {
    // (3 * (1, 0) + (0, 8)) / 4 = (3, 8) / 4.
    List<Keyword> keywords =
        KeyBert.compatible(BY_HAND).seedKeywords(List.of("bread", "oven")).build().extract(FARM);
    double length = Math.sqrt(73);
    assertThat(keywords).extracting(Keyword::text).containsExactly("wheat", "grows", "farm");
    assertThat(keywords.get(0).score()).isCloseTo(41 / (5 * length), within(5e-5));
    assertThat(keywords.get(1).score()).isCloseTo(8 / length, within(5e-5));
    assertThat(keywords.get(2).score()).isCloseTo(36 / (5 * length), within(5e-5));
  }

  @Test
  void documentsMayHaveSeedsOfTheirOwn() {
    CompatibleKeyBert keyBert = KeyBert.compatible(BY_HAND).seedKeywords(List.of("farm")).build();
    DocumentBatch batch =
        DocumentBatch.of(List.of(FARM, FARM))
            .seedKeywords(List.of(List.of("bread", "oven"), List.of()));
    assertThat(keyBert.extractAll(batch))
        .containsExactly(
            KeyBert.compatible(BY_HAND)
                .seedKeywords(List.of("bread", "oven"))
                .build()
                .extract(FARM),
            KeyBert.compatible(BY_HAND).build().extract(FARM));
  }

  @Test
  void badSeedsAreRefused() {
    CompatibleKeyBert.Builder builder = KeyBert.compatible(BY_HAND);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.seedKeywords(List.of()))
        .withMessage("seedKeywords must not be empty");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.seedKeywords(Arrays.asList("a", null)))
        .withMessage("seedKeywords[1]");
    DocumentBatch batch = DocumentBatch.of(List.of("a", "b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batch.seedKeywords(List.of(List.of("a"))))
        .withMessage("seedKeywords must have a list for each of the 2 documents, got 1");
    assertThatNullPointerException()
        .isThrownBy(() -> batch.seedKeywords(List.of(List.of(), Arrays.asList("a", null))))
        .withMessage("seedKeywords[1][1]");
  }

  @Test
  void allIsEmbeddedInOneCall() {
    HashEmbedder embedder = new HashEmbedder();
    CompatibleKeyBert keyBert = KeyBert.compatible(embedder).seedKeywords(List.of("seed")).build();
    keyBert.extractAll(List.of("wheat farm", "", "of the", "farm house"));
    assertThat(embedder.calls)
        .singleElement()
        .satisfies(
            texts ->
                assertThat(texts)
                    .containsExactlyInAnyOrder(
                        "wheat farm", "farm house", "farm", "wheat", "house", "seed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n\t",
        "of the and",
        "a b c",
        "... !!!",
        "😀 👩‍👩‍👧",
        "\ud83d",
        "\u0000\u0001"
      })
  void documentWithoutCandidatesHasNoKeywordsAndIsNotEmbedded(String document) {
    HashEmbedder embedder = new HashEmbedder();
    CompatibleKeyBert keyBert = KeyBert.compatible(embedder).seedKeywords(List.of("seed")).build();
    assertThat(keyBert.extract(document)).isEmpty();
    assertThat(keyBert.extractAll(List.of(document, document)))
        .containsExactly(List.of(), List.of());
    assertThat(embedder.calls).isEmpty();
  }

  @Test
  void noDocumentsHaveNoKeywords() {
    assertThat(KeyBert.compatible(BY_HAND).minDf(3).build().extractAll(List.of())).isEmpty();
  }

  @Test
  void givenCandidatesThatDoNotOccurAreNotEmbedded() {
    HashEmbedder embedder = new HashEmbedder();
    List<Keyword> keywords =
        KeyBert.compatible(embedder)
            .candidates(List.of("zebra", "wheat farm", "farm", "wheat"))
            .ngramRange(1, 2)
            .build()
            .extract("The wheat farm");
    assertThat(keywords)
        .extracting(Keyword::text)
        .containsExactlyInAnyOrder("wheat farm", "farm", "wheat");
    assertThat(embedder.calls.element()).doesNotContain("zebra").hasSize(4);
  }

  @Test
  void manyDocumentsGiveWhatEachGivesAlone() {
    List<String> documents = documents(40);
    for (Selection selection : List.of(Selection.topN(), Selection.mmr(0.4), Selection.maxSum(8))) {
      CompatibleKeyBert keyBert =
          KeyBert.compatible(new HashEmbedder())
              .ngramRange(1, 2)
              .topN(3)
              .selection(selection)
              .build();
      List<List<Keyword>> together = keyBert.extractAll(documents);
      for (int i = 0; i < documents.size(); i++) {
        assertThat(together.get(i)).isEqualTo(keyBert.extract(documents.get(i)));
      }
    }
  }

  @Test
  void frequencyIsCountedOverAllDocuments() {
    List<String> documents = List.of("wheat farm", "farm house", "sea");
    CompatibleKeyBert keyBert = KeyBert.compatible(new HashEmbedder()).minDf(2).build();
    assertThat(keyBert.extractAll(documents))
        .extracting(list -> list.stream().map(Keyword::text).toList())
        .containsExactly(List.of("farm"), List.of("farm"), List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keyBert.extract("wheat farm"))
        .withMessageContaining("minDf 2 documents");
    CompatibleKeyBert half =
        KeyBert.compatible(new HashEmbedder()).minDf(DocumentFrequency.share(0.5)).build();
    assertThat(half.candidates(documents).texts()).containsExactly("farm");
  }

  @Test
  void zeroVectorsHaveScoreZero() {
    TextEmbedder zeros = new FixedEmbedder(2, Map.of("farm", new float[2]));
    assertThat(KeyBert.compatible(zeros).build().extract("farm"))
        .containsExactly(new Keyword("farm", 0, List.of(new Span(0, 4))));
  }

  @Test
  void badOptionsAreRefused() {
    CompatibleKeyBert.Builder builder = KeyBert.compatible(BY_HAND);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.topN(0))
        .withMessage("topN must be at least 1, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.ngramRange(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.minDf(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.candidates(List.of("a", "a")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.selection(Selection.maxSum(4)).topN(5).build())
        .withMessage("nrCandidates must be at least topN, got nrCandidates 4 and topN 5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                KeyBert.compatible(BY_HAND)
                    .stopWords(StopWords.none())
                    .ngramRange(1, 2)
                    .vectorizer(CountVectorizer.builder().build())
                    .build())
        .withMessage(
            "with a vectorizer of your own, these options are its own to set: ngramRange, stopWords");
  }

  @Test
  @SuppressWarnings("NullAway") // the nulls are the test
  void nullsAreNamed() {
    CompatibleKeyBert keyBert = KeyBert.compatible(BY_HAND).build();
    assertThatNullPointerException()
        .isThrownBy(() -> KeyBert.compatible(null))
        .withMessage("embedder");
    assertThatNullPointerException()
        .isThrownBy(() -> keyBert.extract(null))
        .withMessage("document");
    assertThatNullPointerException()
        .isThrownBy(() -> keyBert.extractAll(Arrays.asList("a", null)))
        .withMessage("documents[1]");
    assertThatNullPointerException()
        .isThrownBy(() -> KeyBert.compatible(BY_HAND).selection(null))
        .withMessage("selection");
    assertThatNullPointerException()
        .isThrownBy(() -> KeyBert.compatible(BY_HAND).stopWords(null))
        .withMessage("stopWords");
    assertThatNullPointerException()
        .isThrownBy(() -> KeyBert.compatible(BY_HAND).vectorizer(null))
        .withMessage("vectorizer");
  }

  @Test
  void builderMayGoOnAfterBuild() {
    CompatibleKeyBert.Builder builder = KeyBert.compatible(new HashEmbedder());
    CompatibleKeyBert words = builder.build();
    CompatibleKeyBert pairs = builder.ngramRange(2, 2).build();
    assertThat(words.extract("wheat farm")).hasSize(2);
    assertThat(pairs.extract("wheat farm")).hasSize(1);
  }

  @Test
  void mixedTextKeepsItsPlaces() {
    String text = "😀 İzmir'de GROẞE Straße\ud83d 北京大学 x²y \ude00 naïve";
    List<Keyword> keywords =
        KeyBert.compatible(new HashEmbedder())
            .stopWords(StopWords.none())
            .topN(Integer.MAX_VALUE)
            .build()
            .extract(text);
    assertThat(keywords)
        .extracting(keyword -> keyword.text() + "=" + keyword.spans().get(0).of(text))
        .containsExactlyInAnyOrder(
            "zmir=zmir",
            "de=de",
            "große=GROẞE",
            "straße=Straße",
            "北京大学=北京大学",
            "x²y=x²y",
            "naïve=naïve");
  }

  @Test
  void threadsGetWhatOneGets() throws Exception {
    List<String> documents = documents(30);
    CompatibleKeyBert keyBert =
        KeyBert.compatible(new HashEmbedder())
            .ngramRange(1, 3)
            .selection(Selection.mmr(0.5))
            .build();
    List<List<Keyword>> expected = keyBert.extractAll(documents);
    CyclicBarrier start = new CyclicBarrier(4);
    List<FutureTask<List<List<Keyword>>>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      FutureTask<List<List<Keyword>>> task =
          new FutureTask<>(
              () -> {
                start.await();
                return keyBert.extractAll(documents);
              });
      tasks.add(task);
      new Thread(task, "extract-" + i).start();
    }
    for (FutureTask<List<List<Keyword>>> task : tasks) {
      assertThat(task.get()).isEqualTo(expected);
    }
  }

  @Test
  void fiveMegabytesAreOneDocumentLikeAnother() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    while (text.length() < 5_000_000) {
      text.append("Word")
          .append(random.nextInt(20_000))
          .append(random.nextInt(9) == 0 ? ". " : " ");
    }
    String document = text.toString();
    List<Keyword> keywords =
        KeyBert.compatible(new HashEmbedder(8))
            .ngramRange(1, 2)
            .selection(Selection.mmr(0.5))
            .build()
            .extract(document);
    assertThat(keywords).hasSize(5);
    for (Keyword keyword : keywords) {
      assertThat(keyword.spans()).isNotEmpty();
      assertThat(keyword.spans().get(0).of(document).replace(".", ""))
          .isEqualToIgnoringCase(keyword.text());
    }
  }

  private static List<String> documents(int count) {
    Random random = new Random(count);
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(60); word > 0; word--) {
        text.append("term").append(random.nextInt(50)).append(word % 7 == 0 ? " of the " : " ");
      }
      documents.add(text.toString());
    }
    return documents;
  }
}
