package io.github.nlptoolkit.keybert.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.text.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizationTest {

  private static final TextNormalization LOWER = new TextNormalization(true, AccentStripping.NONE);
  private static final TextNormalization UNICODE =
      new TextNormalization(true, AccentStripping.UNICODE);
  private static final TextNormalization ASCII = new TextNormalization(true, AccentStripping.ASCII);

  @ParameterizedTest
  @CsvSource({
    "ΟΔΟΣ, οδος",
    "ΟΔΟΣ., οδος.",
    "ΣΟΦΟΣ ΣΑΣ, σοφος σας",
    "Σ, σ",
    "Α.Σ, α.ς",
    "ΑΣ:Α, ασ:α",
    "ΑΣ-Α, ας-α",
    "ΑΣ1, ας1",
    "STRASSE GROẞ, strasse groß",
    "ǅ, ǆ",
  })
  void lowerCaseIsPythons(String text, String lower) {
    assertThat(LOWER.apply(text).text()).isEqualTo(lower);
  }

  @Test
  void manySigmasAreNoMatterOfMinutes() {
    String text = "ΑΣ ".repeat(200_000) + ".".repeat(200_000) + "Σ";
    assertThat(LOWER.apply(text).text()).startsWith("ας ας ").endsWith(".σ");
  }

  @Test
  void unpairedSurrogatesStay() {
    String text = "A\ud83d B\ude00\ud83dC";
    assertThat(LOWER.apply(text).text()).isEqualTo("a\ud83d b\ude00\ud83dc");
    assertThat(UNICODE.apply(text).text()).isEqualTo("a\ud83d b\ude00\ud83dc");
    assertThat(ASCII.apply(text).text()).isEqualTo("a bc");
  }

  @Test
  void longerLowerCaseKeepsItsPlaces() {
    String text = "x İZMİR 😀 İ Ab";
    NormalizedText normalized = LOWER.apply(text);
    assertThat(normalized.text()).isEqualTo("x i̇zmi̇r 😀 i̇ ab");
    assertBack(normalized, text, "i̇zmi̇r", "İZMİR");
    assertBack(normalized, text, "😀", "😀");
    assertBack(normalized, text, "ab", "Ab");
    assertBack(normalized, text, "i", "İ");
    // A piece of what one character became is all of that character.
    int dot = normalized.text().indexOf('\u0307');
    assertThat(normalized.toOriginal(new Span(dot, dot + 1)).of(text)).isEqualTo("İ");
  }

  @Test
  void strippedTextKeepsItsPlaces() {
    String text = "Cafe\u0301 naïve ﬁnal Ⅷ \ud835\udc01 re\u0301";
    NormalizedText normalized = UNICODE.apply(text);
    assertThat(normalized.text()).isEqualTo("cafe naive final viii B re");
    assertBack(normalized, text, "cafe", "Cafe\u0301");
    assertBack(normalized, text, "naive", "naïve");
    assertBack(normalized, text, "final", "ﬁnal");
    assertBack(normalized, text, "viii", "Ⅷ");
    assertBack(normalized, text, "B", "\ud835\udc01");
    assertBack(normalized, text, "re", "re\u0301");
  }

  @Test
  void asciiDropsWhatHasNoAsciiLetters() {
    String text = "北京 Über x日本y";
    NormalizedText normalized = ASCII.apply(text);
    assertThat(normalized.text()).isEqualTo(" uber xy");
    assertBack(normalized, text, "uber", "Über");
    assertBack(normalized, text, "xy", "x日本y");
  }

  @Test
  void marksOfClassZeroStay() {
    // U+0E31 is a mark that does not combine canonically; U+302E is a spacing mark that does.
    assertThat(UNICODE.apply("\u0e01\u0e31 \uac00\u302e").text())
        .isEqualTo("\u0e01\u0e31 \u1100\u1161");
  }

  @Test
  void nothingToDoIsNothingDone() {
    TextNormalization none = new TextNormalization(false, AccentStripping.NONE);
    assertThat(none.apply("ÀB").text()).isEqualTo("ÀB");
    assertThat(none.apply("ÀB").toOriginal(new Span(1, 2))).isEqualTo(new Span(1, 2));
    assertThat(LOWER.apply("").text()).isEmpty();
  }

  private static void assertBack(
      NormalizedText normalized, String original, String piece, String expected) {
    int start = normalized.text().indexOf(piece);
    Span span = new Span(start, start + piece.length());
    assertThat(normalized.toOriginal(span).of(original)).isEqualTo(expected);
  }
}
