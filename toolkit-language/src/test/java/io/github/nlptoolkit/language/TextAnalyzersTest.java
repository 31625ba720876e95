package io.github.nlptoolkit.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.TextAnalyzer;
import io.github.nlptoolkit.text.Token;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextAnalyzersTest {

  private static List<List<String>> words(AnalyzedText text) {
    return text.sentences().stream()
        .map(sentence -> sentence.stream().map(token -> token.span().of(text.text())).toList())
        .toList();
  }

  @Test
  void englishHasSentencesWordsTagsAndStems() throws IOException {
    AnalyzedText text =
        TextAnalyzers.english()
            .analyze(
                "Dr. Smith doesn't like state-of-the-art robots (3,000.5 of them). He's gone!");
    assertThat(words(text))
        .containsExactly(
            List.of(
                "Dr", ".", "Smith", "does", "n't", "like", "state", "-", "of", "-", "the", "-",
                "art", "robots", "(", "3,000.5", "of", "them", ")", "."),
            List.of("He", "'s", "gone", "!"));
    Token robots = text.sentences().get(0).get(13);
    assertThat(robots.part()).isEqualTo(PartOfSpeech.NOUN);
    assertThat(robots.stem()).isEqualTo("robot");
    assertThat(robots.stopWord()).isFalse();
    assertThat(text.sentences().get(0).get(16).stopWord()).isTrue();
    assertThat(text.sentences().get(0).get(14).part()).isEqualTo(PartOfSpeech.PUNCT);
  }

  @Test
  void englishSentencesEndWhereTheyEnd() throws IOException {
    TextAnalyzer english = TextAnalyzers.english();
    assertThat(words(english.analyze("A title\n\nand more, e.g. This. Or that"))).hasSize(3);
    assertThat(words(english.analyze("See Fig. 3 and J. Doe et al. Now."))).hasSize(1);
  }

  @Test
  void chineseHasWordsAndTags() {
    AnalyzedText text = TextAnalyzers.chinese().analyze("我们研究深度学习。BERT 模型很好！");
    assertThat(text.language()).isEqualTo("zh");
    assertThat(words(text)).hasSize(2);
    assertThat(words(text).get(1)).startsWith("BERT", "模型");
    assertThat(text.sentences().get(0).get(0).stopWord()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\t",
        "😀👨‍👩‍👧",
        "\u0000\u0007",
        "\uD800 lone \uDC00 surrogates",
        "a",
        "中",
        "...",
        "日本語のテキスト"
      })
  void oddTextIsRead(String text) {
    AnalyzedText read = TextAnalyzers.automatic().analyze(text);
    assertThat(read.text()).isEqualTo(text);
    if (text.isBlank()) {
      assertThat(read.sentences()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The quick fox jumps over the lazy dog and is gone|en",
        "Deep learning|en",
        "Der schnelle Fuchs springt über den faulen Hund und ist weg|de",
        "Le renard est dans la forêt avec les autres animaux|fr",
        "El zorro corre por el bosque y no vuelve a la casa|es",
        "La volpe corre nel bosco e non torna alla casa degli animali|it",
        "De snelle vos springt over de luie hond en is dan weg van het huis|nl",
        "Быстрая лиса прыгает через ленивую собаку, и она ушла|ru",
        "Η γρήγορη αλεπού πηδάει πάνω από το σκυλί|el",
        "使用BERT模型进行中文文本分类研究|zh",
        "日本語のテキストです|ja",
        "한국어 텍스트입니다|ko",
        "الثعلب السريع في الغابة من الشمال|ar",
        "Hızlı tilki tembel köpeğin üzerinden atlar ve bu çok iyi bir şey|tr",
        "Räven hoppar över den lata hunden och är inte här|sv",
        "1234 !!|und"
      })
  void languagesAreTold(String text, String language) {
    assertThat(Languages.detect(text)).isEqualTo(language);
  }

  @Test
  void everyLanguageCanBeRead() throws IOException {
    assertThat(Languages.codes()).hasSizeGreaterThan(30);
    for (String language : Languages.codes()) {
      assertThat(TextAnalyzers.of(language).analyze("word ελ слово 言葉 12").sentences())
          .as(language)
          .isNotEmpty();
    }
    assertThat(TextAnalyzers.of("de").analyze("Die Häuser der Städte").sentences().get(0))
        .extracting(Token::stem)
        .contains("haus", "stadt");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextAnalyzers.of("xx"))
        .withMessageContaining("\"xx\"")
        .withMessageContaining("de");
  }
}
