package io.github.nlptoolkit.keybert.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.keybert.PlainAnalyzer;
import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PhraseFinderTest {
  private static final PlainAnalyzer ENGLISH = new PlainAnalyzer("en");

  private static List<String> english(String text) {
    return PhraseFinder.find(ENGLISH.analyze(text), PhrasePatterns.english()).stream()
        .map(Phrase::text)
        .toList();
  }

  @Test
  void nounPhrasesStandInTheText() {
    assertThat(english("The new deep network (of a graph). Trees"))
        .containsExactly("deep network", "graph", "Trees");
    assertThat(english("the knowledge-based\nsystem")).containsExactly("knowledge-based system");
    assertThat(english("a two-level highly deep tree"))
        .containsExactly("two-level highly deep tree");
    assertThat(english("image processing of data")).containsExactly("image processing", "data");
    assertThat(english("in using tools")).containsExactly("tools");
    assertThat(english("a new method")).isEmpty();
    assertThat(english("x of y")).isEmpty();
    assertThat(english("a b c d e f g h i")).isEmpty();
  }

  @Test
  void formsOfOnePhraseAreOne() {
    List<Phrase> phrases =
        PhraseFinder.find(
            ENGLISH.analyze("Deep networks. The deep network and a deep network. Networks"),
            PhrasePatterns.english());
    assertThat(phrases).hasSize(2);
    Phrase phrase = phrases.get(0);
    assertThat(phrase.text()).isEqualTo("deep network");
    assertThat(phrase.frequency()).isEqualTo(3);
    assertThat(phrase.firstToken()).isZero();
    assertThat(phrase.spans()).containsExactly(new Span(0, 13), new Span(19, 31), new Span(38, 50));
    assertThat(phrases.get(1).frequency()).isEqualTo(1);
    assertThat(phrases.get(1).spans()).hasSize(4);
    assertThat(phrases.get(1).isIn(phrase)).isTrue();
    assertThat(phrase.isIn(phrases.get(1))).isFalse();
  }

  @Test
  void partsOfOneLongerPhraseOnlyAreDropped() {
    AnalyzedText text = ENGLISH.analyze("river valley of river bank. learn river");
    assertThat(PhraseFinder.find(text, PhrasePatterns.words()))
        .extracting(Phrase::text)
        .containsExactly("river", "river valley", "river bank", "learn river");
    assertThat(PhraseFinder.find(ENGLISH.analyze("river valley"), PhrasePatterns.chinese()))
        .extracting(Phrase::text)
        .containsExactly("river valley");
  }

  @Test
  void givenPhrasesAreFoundInAnyForm() {
    AnalyzedText text = ENGLISH.analyze("Graphs of deep-networks and a graph");
    List<AnalyzedText> given =
        List.of("deep network", "graph", "absent", "!").stream().map(ENGLISH::analyze).toList();
    assertThat(PhraseFinder.locate(text, given))
        .extracting(Phrase::text)
        .containsExactly("Graphs", "deep-networks");
  }
}
