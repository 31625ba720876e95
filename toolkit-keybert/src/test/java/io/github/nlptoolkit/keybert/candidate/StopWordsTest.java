package io.github.nlptoolkit.keybert.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopWordsTest {

  @Test
  void englishIsThePeersList() {
    assertThat(StopWords.english().words()).hasSize(318).contains("a", "yourselves", "cry", "eg");
    assertThat(StopWords.english().contains("the")).isTrue();
    assertThat(StopWords.english().contains("The")).isFalse();
    assertThat(StopWords.english().contains("king")).isFalse();
    assertThat(StopWords.english().words()).allMatch(word -> word.matches("[a-z]+"));
  }

  @Test
  void listsHaveNames() {
    assertThat(StopWords.named("english")).isEqualTo(StopWords.english());
    assertThat(StopWords.named("none"))
        .isEqualTo(StopWords.none())
        .isEqualTo(StopWords.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StopWords.named("klingon"))
        .withMessage("there is no stop word list \"klingon\"; there are none and english");
  }

  @Test
  void ownListIsCopied() {
    StopWords own = StopWords.of(List.of("b", "a", "b"));
    assertThat(own.words()).containsExactly("b", "a");
    assertThat(own).hasToString("StopWords[2]").hasSameHashCodeAs(StopWords.of(List.of("a", "b")));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> own.words().add("c"));
    assertThatNullPointerException()
        .isThrownBy(() -> StopWords.of(Arrays.asList("a", null)))
        .withMessage("a stop word");
  }
}
