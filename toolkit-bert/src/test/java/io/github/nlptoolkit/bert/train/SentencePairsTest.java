package io.github.nlptoolkit.bert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SentencePairsTest {
  private static final PairOptions OPTIONS = PairOptions.of(s -> 1, 6);

  /** Forty documents of 3 to 32 sentences, called document.sentence. */
  private static final List<List<String>> DOCUMENTS =
      IntStream.range(0, 40)
          .mapToObj(d -> IntStream.range(0, 3 + 7 * d % 30).mapToObj(s -> d + "." + s).toList())
          .toList();

  private static int document(String sentence) {
    return Integer.parseInt(sentence.substring(0, sentence.indexOf('.')));
  }

  private static int place(String sentence) {
    return Integer.parseInt(sentence.substring(sentence.indexOf('.') + 1));
  }

  private static List<String> sentences(String text) {
    return Arrays.asList(text.split(" ", -1));
  }

  private static void assertInARow(List<String> sentences) {
    for (int i = 1; i < sentences.size(); i++) {
      assertThat(document(sentences.get(i))).isEqualTo(document(sentences.get(0)));
      assertThat(place(sentences.get(i))).isEqualTo(place(sentences.get(i - 1)) + 1);
    }
  }

  private static boolean follows(List<String> first, List<String> second) {
    String last = first.get(first.size() - 1);
    return document(last) == document(second.get(0)) && place(last) + 1 == place(second.get(0));
  }

  @Test
  void nextSentences() {
    List<LabelledPair> pairs = NextSentencePairs.of(DOCUMENTS, OPTIONS);
    Set<String> seen = new HashSet<>();
    int next = 0;
    for (LabelledPair pair : pairs) {
      List<String> first = sentences(pair.texts().first());
      List<String> second = sentences(pair.texts().second());
      assertInARow(first);
      assertInARow(second);
      seen.addAll(first);
      if (pair.label() == 0) {
        assertThat(follows(first, second)).isTrue();
        seen.addAll(second);
        next++;
      } else {
        assertThat(pair.label()).isEqualTo(1);
        assertThat(document(second.get(0))).isNotEqualTo(document(first.get(0)));
      }
      assertThat(first.size() + second.size()).isLessThanOrEqualTo(7);
    }
    // Chunks of one sentence are always followed by another document.
    assertThat((double) next / pairs.size()).isBetween(0.35, 0.52);
    // Nothing of the documents is left out.
    assertThat(seen).hasSize(DOCUMENTS.stream().mapToInt(List::size).sum());
    assertThat(NextSentencePairs.of(DOCUMENTS, OPTIONS)).isEqualTo(pairs);
    assertThat(NextSentencePairs.of(DOCUMENTS, OPTIONS.seed(7))).isNotEqualTo(pairs);
  }

  @Test
  void sentenceOrder() {
    List<LabelledPair> pairs = SentenceOrderPairs.of(DOCUMENTS, OPTIONS);
    int swapped = 0;
    for (LabelledPair pair : pairs) {
      List<String> first = sentences(pair.texts().first());
      List<String> second = sentences(pair.texts().second());
      assertInARow(first);
      assertInARow(second);
      assertThat(pair.label() == 0 ? follows(first, second) : follows(second, first)).isTrue();
      swapped += pair.label();
    }
    assertThat(pairs).hasSizeGreaterThan(80);
    assertThat((double) swapped / pairs.size()).isCloseTo(0.5, within(0.12));
    assertThat(SentenceOrderPairs.of(DOCUMENTS, OPTIONS)).isEqualTo(pairs);
  }

  @Test
  void pairsReachTheTargetLength() {
    PairOptions exact = new PairOptions(s -> 1, 6, 0, "", 1);
    List<String> document = IntStream.range(0, 60).mapToObj(s -> "第" + s + "句。").toList();
    for (LabelledPair pair : SentenceOrderPairs.of(List.of(document), exact)) {
      String both = pair.texts().first() + pair.texts().second();
      assertThat(both.chars().filter(c -> c == '句').count()).isEqualTo(6);
      assertThat(both).doesNotContain(" ");
    }
  }

  @Test
  void fewDocuments() {
    assertThatThrownBy(() -> NextSentencePairs.of(List.of(List.of("a"), List.of()), OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 documents")
        .hasMessageEndingWith("got 1");
    assertThat(SentenceOrderPairs.of(List.of(), OPTIONS)).isEmpty();
    assertThat(SentenceOrderPairs.of(List.of(List.of("alone")), OPTIONS)).isEmpty();
    List<LabelledPair> two = NextSentencePairs.of(List.of(List.of("1.0"), List.of("2.0")), OPTIONS);
    assertThat(two).extracting(LabelledPair::label).containsExactly(1, 1);
    assertThat(two.get(0).texts().second()).isEqualTo("2.0");
    assertThatThrownBy(() -> PairOptions.of(s -> 1, 1)).hasMessageContaining("at least 2, got 1");
  }
}
