package io.github.nlptoolkit.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf16Test {

  @Test
  void loneSurrogatesAreReplaced() {
    assertThat(Utf16.withoutLoneSurrogates("\uD800")).isEqualTo("\uFFFD");
    assertThat(Utf16.withoutLoneSurrogates("\uDC00\uD800")).isEqualTo("\uFFFD\uFFFD");
    assertThat(Utf16.withoutLoneSurrogates("a\uD800\uD83D\uDE00\uDE00b"))
        .isEqualTo("a\uFFFD\uD83D\uDE00\uFFFDb");
  }

  @Test
  void otherTextsAreNotCopied() {
    String text = "a 😀 名";
    assertThat(Utf16.withoutLoneSurrogates(text)).isSameAs(text);
  }

  @Test
  void codePointsBecomeChars() {
    int[] indices = {5, 0, 1, 2, 3, 4};
    Utf16.toChars("a😀b😀名", indices);
    assertThat(indices).containsExactly(7, 0, 1, 3, 4, 6);
    int[] plain = {2, 1};
    Utf16.toChars("名a", plain);
    assertThat(plain).containsExactly(2, 1);
  }
}
