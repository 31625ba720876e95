package io.github.nlptoolkit.sequence.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimplifiedCharactersTest {

  @Test
  void traditionalCharactersBecomeSimplified() {
    assertThat(SimplifiedCharacters.of("漢語詞語切分，繁體")).isEqualTo("汉语词语切分，繁体");
    assertThat(SimplifiedCharacters.of("汉语 abc 😀\uD83D")).isEqualTo("汉语 abc 😀\uD83D");
    assertThat(SimplifiedCharacters.of("")).isEmpty();
  }

  @Test
  void onlyIdeographsChange() {
    int changed = 0;
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      char simple = SimplifiedCharacters.of(c);
      if (simple != c) {
        changed++;
        assertThat(Character.isIdeographic(c)).isTrue();
        assertThat(Character.isIdeographic(simple)).isTrue();
      }
    }
    assertThat(changed).isBetween(2800, 3100);
  }
}
