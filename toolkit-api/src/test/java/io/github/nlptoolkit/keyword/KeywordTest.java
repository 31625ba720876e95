package io.github.nlptoolkit.keyword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeywordTest {

  @Test
  void copiesItsSpans() {
    List<Span> spans = new ArrayList<>(List.of(new Span(0, 2)));
    Keyword keyword = new Keyword("ab", 0.5, spans);
    spans.clear();
    assertThat(keyword.spans()).containsExactly(new Span(0, 2));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> keyword.spans().add(new Span(1, 2)));
  }

  @Test
  @SuppressWarnings("NullAway") // the null is the test
  void refusesWhatIsNoKeyword() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keyword("ab", Double.NaN, List.of()))
        .withMessage("the score of \"ab\" must be a number, got NaN");
    assertThatNullPointerException()
        .isThrownBy(() -> new Keyword(null, 1, List.of()))
        .withMessage("text");
  }

  @Test
  void manyDocumentsAreTakenOneByOneUnlessTheExtractorKnowsBetter() {
    KeywordExtractor wholeText = document -> List.of(new Keyword(document, 1, List.of()));
    assertThat(wholeText.extractAll(List.of("a", "b")))
        .containsExactly(wholeText.extract("a"), wholeText.extract("b"));
    assertThat(wholeText.extractAll(List.of())).isEmpty();
  }
}
