package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AheadTest {

  @Test
  void elementsComeInOrder() {
    try (Ahead<Integer> ahead = new Ahead<>(IntStream.range(0, 1000).boxed().iterator())) {
      for (int i = 0; i < 1000; i++) {
        assertThat(ahead.hasNext()).isTrue();
        assertThat(ahead.next()).isEqualTo(i);
      }
      assertThat(ahead.hasNext()).isFalse();
      assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void oneElementIsComputedAheadAndNoMore() throws InterruptedException {
    CountDownLatch second = new CountDownLatch(2);
    CountDownLatch third = new CountDownLatch(3);
    Iterator<Integer> source =
        Stream.iterate(0, i -> i + 1)
            .peek(
                i -> {
                  second.countDown();
                  third.countDown();
                })
            .iterator();
    Ahead<Integer> ahead = new Ahead<>(source);
    assertThat(ahead.next()).isZero();
    second.await();
    ahead.close();
    assertThat(ahead.ended()).isTrue();
    assertThat(third.getCount()).isEqualTo(1);
  }

  @Test
  void failuresOfTheSourceAreThrown() {
    Iterator<String> source =
        Stream.of("a", "b")
            .map(
                text -> {
                  if (text.equals("b")) {
                    throw new IllegalStateException("no " + text);
                  }
                  return text;
                })
            .iterator();
    try (Ahead<String> ahead = new Ahead<>(source)) {
      assertThat(ahead.next()).isEqualTo("a");
      assertThatThrownBy(ahead::hasNext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no b");
    }
  }

  @Test
  void anInterruptEndsTheWaiting() {
    CountDownLatch never = new CountDownLatch(1);
    Iterator<String> source =
        List.of("a").stream()
            .peek(
                text -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                })
            .iterator();
    Ahead<String> ahead = new Ahead<>(source);
    Thread.currentThread().interrupt();
    assertThatThrownBy(ahead::hasNext).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    ahead.close();
    assertThat(ahead.ended()).isTrue();
  }
}
