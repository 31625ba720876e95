package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.cli.input.Placed;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BatchwiseTest {

  private static ProgressDisplay progress() {
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            "",
            80,
            name -> null);
    return new ProgressDisplay(terminal, "test", -1);
  }

  private static Iterator<Placed<String>> texts(int count, AtomicInteger read) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              read.incrementAndGet();
              return new Placed<>("file:" + (i + 1), "text " + i);
            })
        .iterator();
  }

  private static List<Integer> lengths(List<String> texts) {
    return texts.stream()
        .map(
            text -> {
              if (text.equals("text 700")) {
                throw new IllegalArgumentException("texts[" + texts.indexOf(text) + "] is wrong");
              }
              return text.length();
            })
        .toList();
  }

  @Test
  void resultsComeInOrderAndLittleIsReadAhead() throws IOException {
    AtomicInteger read = new AtomicInteger();
    int[] written = new int[2];
    try (ProgressDisplay progress = progress()) {
      new Batchwise<String, String>(
              some -> new ArrayList<>(some), String::length, text -> text.endsWith("0"))
          .run(
              texts(20_000, read),
              false,
              progress,
              (text, result) -> {
                assertThat(result).isEqualTo("text " + written[0]).isEqualTo(text.value());
                written[0]++;
                written[1] = Math.max(written[1], read.get() - written[0]);
              },
              new StringWriter());
      assertThat(progress.truncated()).isEqualTo(2_000);
    }
    assertThat(written[0]).isEqualTo(20_000);
    // What is written, what is computed, and what the iterator looks ahead.
    assertThat(written[1]).isLessThan(3 * 512);
  }

  @Test
  void whoTypesIsAnsweredAtOnce() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    try (ProgressDisplay progress = progress()) {
      new Batchwise<String, String>(
              some -> {
                sizes.add(some.size());
                return some;
              },
              String::length,
              text -> false)
          .run(
              texts(3, new AtomicInteger()),
              true,
              progress,
              (text, result) -> {},
              new StringWriter());
    }
    assertThat(sizes).containsExactly(1, 1, 1);
  }

  @Test
  void whatIsRefusedIsToldByItsPlace() {
    List<Integer> written = new ArrayList<>();
    try (ProgressDisplay progress = progress()) {
      assertThatThrownBy(
              () ->
                  new Batchwise<String, Integer>(
                          BatchwiseTest::lengths, String::length, length -> false)
                      .run(
                          texts(1000, new AtomicInteger()),
                          false,
                          progress,
                          (text, length) -> written.add(length),
                          new StringWriter()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("file:701: is wrong");
    }
    assertThat(written).hasSize(512);
  }
}
