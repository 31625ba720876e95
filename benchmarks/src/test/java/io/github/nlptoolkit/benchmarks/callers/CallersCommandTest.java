package io.github.nlptoolkit.benchmarks.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.EmbedCall;
import io.github.nlptoolkit.benchmarks.report.MarkdownText;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallersCommandTest {

  private static EmbedCall call(Runnable work) {
    return new EmbedCall() {
      @Override
      public Object run() {
        work.run();
        return this;
      }

      @Override
      public List<float[]> vectors() {
        return List.of();
      }
    };
  }

  @Test
  void makesEachCallAsOftenAsAsked() throws InterruptedException, ExecutionException {
    List<AtomicInteger> made = IntStream.range(0, 7).mapToObj(i -> new AtomicInteger()).toList();
    List<EmbedCall> calls = made.stream().map(count -> call(count::incrementAndGet)).toList();
    Crowd.Outcome outcome = Crowd.run(calls, 3, 5);
    assertThat(made).allSatisfy(count -> assertThat(count).hasValue(3));
    assertThat(outcome.callsOfSecond()).isPositive();
    assertThat(outcome.p99Millis()).isGreaterThanOrEqualTo(outcome.p50Millis());
  }

  @Test
  void failsIfACallFails() {
    EmbedCall wrong =
        call(
            () -> {
              throw new IllegalStateException("wrong");
            });
    assertThatThrownBy(() -> Crowd.run(List.of(wrong), 1, 2))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("wrong");
  }

  @Test
  void takesRatiosToTheListWithinRounds() {
    MarkdownText text = new MarkdownText();
    CallersCommand.write(
        BenchmarkedEmbedder.TOOLKIT_BF16,
        List.of(
            new CallersRun.Row(0, 0, 400, 1, 1),
            new CallersRun.Row(0, 64, 360, 100, 200),
            // All was twice as slow in this round.
            new CallersRun.Row(1, 0, 200, 1, 1),
            new CallersRun.Row(1, 64, 176, 200, 400)),
        text);
    assertThat(text)
        .hasToString(
            """
            | NLP toolkit, bf16 | 1, the list | 300 | 1.00 |  |  |
            | NLP toolkit, bf16 | 64 | 268 | 0.89, missed | 150.00 | 300.00 |
            """);
  }
}
