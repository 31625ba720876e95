package io.github.nlptoolkit.keybert.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nlptoolkit.text.Segmenter;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SegmentersTest {

  @Test
  void wordsAreRunsOfTwoAndMore() {
    assertThat(words(WordSegmenter.standard(), "It's a well-known snake_case x1 y 2z e-mail!"))
        .containsExactly("It", "well", "known", "snake_case", "x1", "2z", "mail");
    assertThat(words(WordSegmenter.standard(), "")).isEmpty();
    assertThat(words(WordSegmenter.standard(), " a . b 😀😀")).isEmpty();
    assertThat(words(WordSegmenter.standard(), "ab")).containsExactly("ab");
  }

  @Test
  void lengthIsInCodePoints() {
    assertThat(words(WordSegmenter.standard(), "𠀀 𠀀𠀁 ½² Ⅷⅷ"))
        .containsExactly("𠀀𠀁", "½²", "Ⅷⅷ");
    assertThat(words(WordSegmenter.minLength(1), "a 𠀀 bc")).containsExactly("a", "𠀀", "bc");
    assertThat(words(WordSegmenter.minLength(3), "a bc def")).containsExactly("def");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordSegmenter.minLength(0))
        .withMessage("minLength must be at least 1, got 0");
  }

  @Test
  void marksAndUnpairedSurrogatesEndWords() {
    assertThat(words(WordSegmenter.standard(), "cafe\u0301s हिन्दी ab\ud83dcd\ude00ef"))
        .containsExactly("cafe", "ab", "cd", "ef");
  }

  @Test
  void patternFindsWordsOrWhatItsGroupHolds() {
    assertThat(words(PatternSegmenter.of(Pattern.compile("[a-z]{3,}")), "ab abc Abcd"))
        .containsExactly("abc", "bcd");
    assertThat(words(PatternSegmenter.of(Pattern.compile("#(\\w*)|x")), "#tag x # #a"))
        .containsExactly("tag", "a");
    assertThat(words(PatternSegmenter.of(Pattern.compile("a*")), "baa")).containsExactly("aa");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PatternSegmenter.of(Pattern.compile("(a)(b)")))
        .withMessageContaining("one capturing group at the most, got 2");
  }

  private static List<String> words(Segmenter segmenter, String text) {
    return segmenter.segment(text).stream().map(span -> span.of(text)).toList();
  }
}
