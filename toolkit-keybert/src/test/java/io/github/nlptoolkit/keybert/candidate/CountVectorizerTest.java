package io.github.nlptoolkit.keybert.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.nlptoolkit.failure.ContractException;
import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountVectorizerTest {

  @Test
  void phrasesJumpOverStopWordsAndKnowTheirPlaces() {
    String text = "The King of the North. King of the north";
    Candidates found =
        CountVectorizer.builder()
            .stopWords(StopWords.english())
            .ngramRange(1, 2)
            .build()
            .fit(List.of(text));
    assertThat(found.texts()).containsExactly("king", "king north", "north", "north king");
    assertThat(found.of(0)).containsExactly(0, 1, 2, 3);
    assertThat(found.count(0, 1)).isEqualTo(2);
    assertThat(places(found, 0, 1, text)).containsExactly("King of the North", "King of the north");
    assertThat(places(found, 0, 3, text)).containsExactly("North. King");
  }

  @Test
  void placesAreInTheTextAsGiven() {
    String text = "😀 İİ STRASSE Ἑλλάς İZMİR 𝐁𝐨𝐥𝐝 café";
    Candidates found =
        CountVectorizer.builder()
            .accents(AccentStripping.UNICODE)
            .ngramRange(1, 2)
            .build()
            .fit(List.of(text));
    int izmir = found.texts().indexOf("izmir");
    assertThat(places(found, 0, izmir, text)).containsExactly("İZMİR");
    int pair = found.texts().indexOf("Bold cafe");
    assertThat(places(found, 0, pair, text)).containsExactly("𝐁𝐨𝐥𝐝 café");
    assertThat(places(found, 0, found.texts().indexOf("ii strasse"), text))
        .containsExactly("İİ STRASSE");
  }

  @Test
  void candidatesAreSortedByCodePoint() {
    // U+1D400 comes behind U+FF21, though its first half does not.
    String text = "ＡＡ 𝐁𝐁 ab Ab éa zz";
    Candidates found = CountVectorizer.builder().lowercase(false).build().fit(List.of(text));
    assertThat(found.texts()).containsExactly("Ab", "ab", "zz", "éa", "ＡＡ", "𝐁𝐁");
  }

  @Test
  void codePointOrderIsThatOfTheCodePoints() {
    Random random = new Random(11);
    int[] pool = {'a', 'b', 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff, 0x10000, 0x10ffff};
    for (int i = 0; i < 20_000; i++) {
      String a = text(random, pool);
      String b = text(random, pool);
      int expected = Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
      assertThat(Integer.signum(CodePointOrder.INSTANCE.compare(a, b)))
          .as("%s %s", Arrays.toString(a.toCharArray()), Arrays.toString(b.toCharArray()))
          .isEqualTo(Integer.signum(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 40})
  void thereAreAsManyNgramsAsTheLawSays(int words) {
    List<String> text = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      text.add("w" + i);
    }
    for (int order = 1; order <= 5; order++) {
      Candidates found =
          CountVectorizer.builder()
              .ngramRange(order, order)
              .build()
              .fit(List.of(String.join(" ", text)));
      assertThat(found.texts()).hasSize(Math.max(0, words - order + 1));
    }
    Candidates upTo =
        CountVectorizer.builder().ngramRange(2, 1000).build().fit(List.of(String.join(" ", text)));
    assertThat(upTo.texts()).hasSize(words * Math.max(0, words - 1) / 2);
  }

  @Test
  void spansCoverTheWordsOfTheCandidate() {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append("AbCd".charAt(random.nextInt(4))).append("xy").append(random.nextInt(3));
      text.append(random.nextInt(5) == 0 ? ". " : " ");
    }
    String document = text.toString();
    Candidates found = CountVectorizer.builder().ngramRange(1, 3).build().fit(List.of(document));
    for (int candidate : found.of(0)) {
      List<Span> spans = found.spans(0, candidate);
      assertThat(spans).isSorted().doesNotHaveDuplicates().hasSize(found.count(0, candidate));
      for (Span span : spans) {
        String covered = span.of(document).replace(".", "").toLowerCase(java.util.Locale.ROOT);
        assertThat(covered).isEqualTo(found.texts().get(candidate));
      }
    }
  }

  @Test
  void documentsCountForFrequency() {
    List<String> documents = List.of("aa bb bb", "aa cc", "aa dd dd");
    CountVectorizer.Builder builder = CountVectorizer.builder();
    assertThat(builder.minDf(DocumentFrequency.count(2)).build().fit(documents).texts())
        .containsExactly("aa");
    assertThat(builder.minDf(DocumentFrequency.share(0.34)).build().fit(documents).texts())
        .containsExactly("aa");
    assertThat(builder.minDf(DocumentFrequency.share(1 / 3.0)).build().fit(documents).texts())
        .containsExactly("aa", "bb", "cc", "dd");
    Candidates rare = builder.maxDf(DocumentFrequency.count(1)).build().fit(documents);
    assertThat(rare.texts()).containsExactly("bb", "cc", "dd");
    assertThat(rare.of(1)).containsExactly(1);
    assertThat(rare.documentCount()).isEqualTo(3);
  }

  @Test
  void frequenciesThatNothingCanHaveAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CountVectorizer.builder()
                    .minDf(DocumentFrequency.count(2))
                    .build()
                    .fit(List.of("aa")))
        .withMessage(
            "minDf must not be above maxDf or the number of documents, got minDf 2 documents, maxDf"
                + " 1.0 of the documents and 1 documents");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CountVectorizer.builder()
                    .minDf(DocumentFrequency.share(0.9))
                    .maxDf(DocumentFrequency.share(0.5))
                    .build()
                    .fit(List.of("aa", "bb")));
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentFrequency.count(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentFrequency.share(1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> DocumentFrequency.share(Double.NaN));
    // Too rare a word is the documents' doing.
    assertThat(
            CountVectorizer.builder()
                .minDf(DocumentFrequency.count(2))
                .build()
                .fit(List.of("aa", "bb"))
                .texts())
        .isEmpty();
  }

  @Test
  void givenVocabularyKeepsItsOrder() {
    Candidates found =
        CountVectorizer.builder()
            .vocabulary(List.of("zebra", "king north", "king", "North", "of"))
            .stopWords(StopWords.english())
            .ngramRange(1, 2)
            .minDf(DocumentFrequency.count(9))
            .build()
            .fit(List.of("King of the North", "zebra"));
    assertThat(found.texts()).containsExactly("zebra", "king north", "king", "North", "of");
    assertThat(found.of(0)).containsExactly(1, 2);
    assertThat(found.of(1)).containsExactly(0);
    assertThat(found.spans(0, 0)).isEmpty();
    assertThat(found.spans(0, 1)).containsExactly(new Span(0, 17));
  }

  @Test
  void badVocabularyIsRefused() {
    CountVectorizer.Builder builder = CountVectorizer.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.vocabulary(List.of()))
        .withMessage("candidates must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.vocabulary(List.of("a", "b", "a")))
        .withMessage("candidates must differ, got \"a\" again at 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.vocabulary(List.of("a", " ")))
        .withMessage("candidates[1] must not be blank");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.vocabulary(Arrays.asList("a", null)))
        .withMessage("candidates[1]");
  }

  @Test
  void badRangesAndDocumentsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountVectorizer.builder().ngramRange(2, 1))
        .withMessage("ngramRange needs 1 <= min <= max, got 2..1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountVectorizer.builder().ngramRange(0, 1));
    assertThatNullPointerException()
        .isThrownBy(() -> CountVectorizer.builder().build().fit(Arrays.asList("a", null)))
        .withMessage("documents[1]");
    Candidates one = CountVectorizer.builder().build().fit(List.of("aa"));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> one.of(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> one.count(0, 1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> one.spans(0, -1));
  }

  @Test
  void moreNgramsThanAnArrayHoldsAreRefused() {
    String text = "ab ".repeat(70_000);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CountVectorizer.builder().ngramRange(1, 70_000).build().fit(List.of(text)))
        .withMessageContaining("a document of 70000 words has 2450035000 n-grams");
  }

  @Test
  void segmenterIsHeldToItsContract() {
    assertBroken(text -> List.of(new Span(0, 2), new Span(1, 3)));
    assertBroken(text -> List.of(new Span(2, 3), new Span(0, 1)));
    assertBroken(text -> List.of(new Span(1, 1)));
    assertBroken(text -> List.of(new Span(1, 99)));
  }

  private static void assertBroken(Segmenter segmenter) {
    CountVectorizer vectorizer = CountVectorizer.builder().segmenter(segmenter).build();
    assertThatExceptionOfType(ContractException.class)
        .isThrownBy(() -> vectorizer.fit(List.of("abcdef")))
        .withMessageStartingWith("the segmenter must give words in order");
  }

  @Test
  void wordsWithSpacesMakeOneCandidateOfTwoOrders() {
    // "a b" + "c" and "a" + "b c" are the same text, as in the peer.
    Segmenter segmenter =
        text -> List.of(new Span(0, 1), new Span(2, 5), new Span(6, 9), new Span(10, 11));
    Candidates found =
        CountVectorizer.builder()
            .segmenter(segmenter)
            .ngramRange(1, 2)
            .build()
            .fit(List.of("a b c a b c"));
    int candidate = found.texts().indexOf("a b c");
    assertThat(found.spans(0, candidate)).containsExactly(new Span(0, 5), new Span(6, 11));
  }

  @Test
  void textsWithoutWordsHaveNoCandidates() {
    for (String text : List.of("", "  \n", "a b c", "😀😀", "\ud83d", "...", "\u0000\u0007")) {
      assertThat(CountVectorizer.builder().build().fit(List.of(text)).texts()).isEmpty();
    }
    assertThat(CountVectorizer.builder().build().fit(List.of()).texts()).isEmpty();
  }

  @Test
  void longWordIsOneWord() {
    String word = "x".repeat(1_000_000);
    Candidates found = CountVectorizer.builder().build().fit(List.of(word));
    assertThat(found.texts()).containsExactly(word);
  }

  private static List<String> places(Candidates found, int document, int candidate, String text) {
    return found.spans(document, candidate).stream().map(span -> span.of(text)).toList();
  }

  private static String text(Random random, int[] pool) {
    StringBuilder text = new StringBuilder();
    for (int code : Collections.nCopies(random.nextInt(4), 0)) {
      text.appendCodePoint(code + pool[random.nextInt(pool.length)]);
    }
    return text.toString();
  }
}
