package io.github.nlptoolkit.bert.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers beyond what was recorded. */
class QuestionAnswererTest {
  private static final Path HEADS = Path.of("src/test/resources/golden/neural/heads");
  private static final LoadOptions FLOAT32 = LoadOptions.defaults().precision(Precision.FLOAT32);

  @Test
  void answersComeFromAnywhereInALongContext() throws IOException {
    String context = "Tower Hill is in London. ".repeat(40);
    AnswerOptions options = AnswerOptions.defaults().answers(20).stride(10);
    try (QuestionAnswerer model =
        QuestionAnswerer.load(HEADS.resolve("bert-question-answering"), FLOAT32)) {
      List<Answer> answers = model.answer("Where is it?", context, options);
      assertThat(answers).hasSize(20).doesNotHaveDuplicates();
      assertThat(answers).extracting(Answer::span).doesNotHaveDuplicates();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).text()).isEqualTo(answers.get(i).span().of(context));
        assertThat(answers.get(i).score()).isBetween(0.0, 1.0);
        if (i > 0) {
          assertThat(answers.get(i).score()).isLessThanOrEqualTo(answers.get(i - 1).score());
        }
      }
      assertThat(answers).anyMatch(answer -> answer.span().start() > 64 * 8);
      assertThat(model.answer("Where is it?", context)).isPresent();
    }
  }

  @Test
  void noAnswerIsAnAnswerWhenAllowed() throws IOException {
    try (QuestionAnswerer model =
        QuestionAnswerer.load(HEADS.resolve("bert-question-answering"), FLOAT32)) {
      AnswerOptions options = AnswerOptions.defaults().answers(500);
      List<Answer> without = model.answer("Where?", "In a small town.", options);
      List<Answer> with = model.answer("Where?", "In a small town.", options.impossible(true));
      assertThat(without).noneMatch(Answer::isImpossible);
      assertThat(with).hasSize(without.size() + 1);
      assertThat(with.stream().filter(Answer::isImpossible).toList())
          .singleElement()
          .extracting(Answer::span)
          .isEqualTo(new Span(0, 0));
    }
  }

  @Test
  void answersMayBeWholeWords() throws IOException {
    String context = "He found it unbelievably astonishing.";
    try (QuestionAnswerer model =
        QuestionAnswerer.load(HEADS.resolve("bert-question-answering"), FLOAT32)) {
      AnswerOptions options = AnswerOptions.defaults().answers(50);
      for (Answer answer : model.answer("What?", context, options)) {
        int start = answer.span().start();
        int end = answer.span().end();
        assertThat(
                start == 0
                    || !Character.isLetter(context.charAt(start - 1))
                    || !Character.isLetter(context.charAt(start)))
            .isTrue();
        assertThat(
                end == context.length()
                    || !Character.isLetter(context.charAt(end))
                    || !Character.isLetter(context.charAt(end - 1)))
            .isTrue();
      }
      assertThat(model.answer("What?", context, options.wholeWords(false)))
          .anyMatch(
              answer ->
                  answer.span().start() > 0
                      && Character.isLetter(context.charAt(answer.span().start() - 1)));
    }
  }

  @Test
  void badQuestionsAreRefused() throws IOException {
    try (QuestionAnswerer model = QuestionAnswerer.load(HEADS.resolve("bert-question-answering"))) {
      assertThatThrownBy(() -> model.answer(" ", "a context"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("question must not be blank");
      assertThatThrownBy(() -> model.answer("Who?", ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("context of \"Who?\" must not be blank");
      assertThatThrownBy(() -> model.answer("word ".repeat(80), "a context"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("leaves no room");
    }
  }
}
