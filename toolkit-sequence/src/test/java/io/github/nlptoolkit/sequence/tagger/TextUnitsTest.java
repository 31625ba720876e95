package io.github.nlptoolkit.sequence.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.text.Span;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextUnitsTest {

  private static List<String> units(String text) {
    return TextUnits.of(text).stream().map(unit -> unit.span().of(text)).toList();
  }

  @Test
  void whatBelongsTogetherIsOneUnit() {
    assertThat(units("我用iPhone 15看GitHub.com，3.14%"))
        .containsExactly("我", "用", "iPhone", "15", "看", "GitHub.com", "，", "3.14%");
    assertThat(units("C-3PO's 5km 1,234.5 10:30"))
        .containsExactly("C-3PO's", "5km", "1,234.5", "10:30");
    assertThat(units("１２３ＡＢＣ")).containsExactly("１２３ＡＢＣ");
    assertThat(units("𠮷野家")).containsExactly("𠮷", "野", "家");
    assertThat(units("한국어 русский")).containsExactly("한국어", "русский");
    assertThat(units("cafe\u0301。")).containsExactly("cafe\u0301", "。");
  }

  @Test
  void emojiStayWhole() {
    String family = "👨‍👩‍👧‍👦";
    assertThat(units("好" + family + "👍🏽🇨🇳🇺🇸1️⃣❤️x"))
        .containsExactly("好", family, "👍🏽", "🇨🇳", "🇺🇸", "1️⃣", "❤️", "x");
    assertThat(TextUnits.of("👍🏽").get(0).kind()).isEqualTo(TextUnits.Kind.EMOJI);
    assertThat(TextUnits.of("1️⃣").get(0).kind()).isEqualTo(TextUnits.Kind.EMOJI);
    assertThat(units("#tag * 5")).containsExactly("#", "tag", "*", "5");
  }

  @Test
  void unitsCoverAllButWhiteSpace() {
    Random random = new Random(13);
    int[] some = {
      'a', 'Z', '0', '9', '.', ',', ' ', '\n', '中', '文', '。', 0x1F600, 0x200D, 0xFE0F, 0x1F3FD,
      0x1F1E8, 0xD83D, 0x0301, 0x3000, 0, 0x20E3, '%', '-', '\'', 0x20000
    };
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.appendCodePoint(some[random.nextInt(some.length)]);
      }
      String made = text.toString();
      int at = 0;
      for (TextUnits.Unit unit : TextUnits.of(made)) {
        Span span = unit.span();
        assertThat(span.start()).isGreaterThanOrEqualTo(at);
        assertThat(span.length()).isPositive();
        assertThat(made.substring(at, span.start()).codePoints()).allMatch(TextUnits::isBlank);
        at = span.end();
      }
      assertThat(made.substring(at).codePoints()).allMatch(TextUnits::isBlank);
    }
  }
}
