package io.github.nlptoolkit.language.chinese;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nlptoolkit.text.PartOfSpeech;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DictionarySegmenterTest {

  private final DictionarySegmenter segmenter = DictionarySegmenter.standard();

  private List<String> words(String text) {
    return words(segmenter, text);
  }

  private static List<String> words(DictionarySegmenter segmenter, String text) {
    return segmenter.segment(text).stream().map(span -> span.of(text)).toList();
  }

  @Test
  void wordsHaveNoPunctuation() {
    assertThat(words("机器学习，是 AI 的一部分！")).containsExactly("机器", "学习", "是", "AI", "的", "一部分");
    assertThat(words("😀。")).isEmpty();
  }

  @Test
  void traditionalTextHasTheWordsOfSimplifiedText() {
    assertThat(words("語言學習")).containsExactly("語言", "學習");
    assertThat(words("電腦軟體開發")).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void callersWordsStayWhole() {
    assertThat(words("石墨烯量子点")).doesNotContain("石墨烯量子点");
    DictionarySegmenter own = segmenter.withWords(List.of("石墨烯量子点", "", "某某词 5 n"));
    assertThat(words(own, "石墨烯量子点")).containsExactly("石墨烯量子点");
    assertThat(own.part("某某词")).isEqualTo(PartOfSpeech.NOUN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> segmenter.withWords(List.of("词 -3 n")))
        .withMessageContaining("lines[0]")
        .withMessageContaining("-3");
  }

  @Test
  void wordsHavePartsOfSpeech() {
    assertThat(segmenter.part("学习")).isEqualTo(PartOfSpeech.VERB);
    assertThat(segmenter.part("系统")).isEqualTo(PartOfSpeech.NOUN);
    assertThat(segmenter.part("3.5%")).isEqualTo(PartOfSpeech.NUM);
    assertThat(segmenter.part("BERT")).isEqualTo(PartOfSpeech.X);
    assertThat(segmenter.part("，")).isEqualTo(PartOfSpeech.PUNCT);
  }

  @Test
  void longTextIsCutInLinearTime() {
    String text = "中".repeat(200_000);
    assertThat(segmenter.segment(text)).isNotEmpty();
  }
}
