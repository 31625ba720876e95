package io.github.nlptoolkit.sequence.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.sequence.crf.train.AveragedPerceptron;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrfSegmenterTest {
  private static final List<List<String>> TEXT =
      List.of(
          List.of("我們", "喜歡", "學習", "漢語", "。"),
          List.of("他們", "學習", "英語", "，", "我們", "學習", "數學", "。"),
          List.of("漢語", "很", "難", "。"),
          List.of("我們", "用", "iPhone", "15", "。"),
          List.of("第1", "名", "是", "他們", "。"),
          List.of());

  private static final CrfSegmenter SEGMENTER =
      CrfSegmenter.of(
          CrfTaggerTrainer.builder(TaggingTask.SEGMENT)
              .algorithm(new AveragedPerceptron(10, 0))
              .build()
              .trainWords(TEXT));

  private static List<String> words(String text) {
    return SEGMENTER.segment(text).stream().map(span -> span.of(text)).toList();
  }

  private static List<String> tokens(String text) {
    return SEGMENTER.tokens(text).stream().map(span -> span.of(text)).toList();
  }

  @Test
  void bothScriptsAreCut() {
    assertThat(tokens("我們喜歡漢語。")).containsExactly("我們", "喜歡", "漢語", "。");
    assertThat(tokens("我们喜欢汉语。")).containsExactly("我们", "喜欢", "汉语", "。");
    assertThat(words("我们喜欢汉语。")).containsExactly("我们", "喜欢", "汉语");
  }

  @Test
  void latinWordsNumbersAndEmojiStayWhole() {
    assertThat(words("我們用GitHub.com學習👨‍👩‍👧漢語3.14 OK"))
        .contains("我們", "GitHub.com", "👨‍👩‍👧", "3.14", "OK");
    assertThat(words("，。！ \n\t\u3000…")).isEmpty();
    assertThat(words("")).isEmpty();
  }

  @Test
  void wordsDoNotGoOverBlanks() {
    assertThat(tokens("我 們\n漢\u3000語")).containsExactly("我", "們", "漢", "語");
  }

  @Test
  void aLongTextWithoutEndIsCut() {
    String text = "我們喜歡漢語".repeat(20_000);
    List<Span> spans = SEGMENTER.tokens(text);
    assertThat(spans).hasSizeBetween(60_000, 60_500);
    assertThat(spans.get(spans.size() - 1).end()).isEqualTo(text.length());
  }

  @Test
  void scoresCountWholeWords() {
    WordScores scores = new WordScores();
    scores.add(List.of("漢語", "很", "難"), text -> List.of(new Span(0, 2), new Span(2, 4)));
    assertThat(scores.counts().correct()).isEqualTo(1);
    assertThat(scores.counts().predicted()).isEqualTo(2);
    assertThat(scores.counts().gold()).isEqualTo(3);
    // Two Latin words without a blank between are one.
    for (List<String> sentence : List.of(TEXT.get(0), TEXT.get(1), TEXT.get(2), TEXT.get(4))) {
      WordScores all = new WordScores();
      all.add(sentence, SEGMENTER::tokens);
      assertThat(all.counts().correct()).isEqualTo(sentence.size());
    }
  }

  @Test
  void aTaggerForSomethingElseIsRefused() {
    CrfTagger tagger =
        CrfTaggerTrainer.builder(TaggingTask.POS)
            .algorithm(new AveragedPerceptron(1, 0))
            .build()
            .train(List.of(new TaggedSentence(List.of("a"), List.of("X"))));
    assertThatThrownBy(() -> CrfSegmenter.of(tagger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the tagger must be one for segment, got one for pos");
  }
}
