package io.github.nlptoolkit.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LanesTest {
  private static final String PROPERTY = "nlptoolkit.threads";
  private final Lanes lanes = Lanes.shared();

  @AfterEach
  void restore() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void resultsAreInOrder() {
    List<Callable<Integer>> works = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int index = i;
      works.add(() -> index);
    }
    List<Integer> results = lanes.runAll(works);
    for (int i = 0; i < 500; i++) {
      assertThat(results.get(i)).isEqualTo(i);
    }
    assertThat(lanes.runAll(List.<Callable<Integer>>of())).isEmpty();
    assertThat(lanes.run(() -> "one")).isEqualTo("one");
  }

  @Test
  void whatIsThrownReachesTheCaller() {
    ArithmeticException unchecked = new ArithmeticException("unchecked");
    StackOverflowError error = new StackOverflowError("error");
    IOException checked = new IOException("checked");
    assertThatThrownBy(() -> lanes.runAll(failing(unchecked))).isSameAs(unchecked);
    assertThatThrownBy(() -> lanes.runAll(failing(error))).isSameAs(error);
    assertThatThrownBy(() -> lanes.runAll(failing(checked)))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(checked);
    assertThat(lanes.runAll(List.of(() -> 1, () -> 2, () -> 3))).containsExactly(1, 2, 3);
  }

  @Test
  void startedWorkIsNotWaitedFor() throws InterruptedException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    lanes.start(
        () -> {
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          ended.countDown();
        });
    assertThat(lanes.wideIsFree()).isFalse();
    mayEnd.countDown();
    ended.await();
  }

  private static List<Callable<Integer>> failing(Throwable thrown) {
    return List.of(
        () -> 1,
        () -> {
          if (thrown instanceof Error error) {
            throw error;
          }
          throw (Exception) thrown;
        },
        () -> 3);
  }

  @Test
  void whatHasNotBegunIsDroppedAfterAFailure() {
    AtomicInteger ran = new AtomicInteger();
    List<Callable<Integer>> works =
        new ArrayList<>(Collections.nCopies(100_000, ran::incrementAndGet));
    works.set(
        0,
        () -> {
          throw new ArithmeticException("first");
        });
    assertThatThrownBy(() -> lanes.runAll(works)).hasMessage("first");
    assertThat(ran.get()).isLessThan(99_999);
  }

  @Test
  void anInterruptedCallerWaitsForWhatRuns() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    AtomicInteger others = new AtomicInteger();
    List<Callable<Integer>> works =
        new ArrayList<>(
            Collections.nCopies(
                100,
                () -> {
                  started.countDown();
                  release.await();
                  finished.set(true);
                  return others.incrementAndGet();
                }));
    AtomicReference<String> seen = new AtomicReference<>("nothing");
    Thread caller =
        new Thread(
            () -> {
              try {
                lanes.runAll(works);
              } catch (CancellationException e) {
                seen.set(
                    "finished " + finished + ", flag " + Thread.currentThread().isInterrupted());
              }
            },
            "caller");
    caller.start();
    started.await();
    caller.interrupt();
    while (caller.isInterrupted()) { // until it has woken up
      Thread.onSpinWait();
    }
    assertThat(seen).hasValue("nothing");
    release.countDown();
    caller.join();
    assertThat(seen).hasValue("finished true, flag true");
    assertThat(others.get()).isLessThan(100);
  }

  @Test
  void callersTakeTurns() throws InterruptedException {
    int many = 300_000;
    AtomicInteger done = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(100);
    Callable<Integer> piece =
        () -> {
          begun.countDown();
          return done.incrementAndGet();
        };
    Thread busy = new Thread(() -> lanes.runAll(Collections.nCopies(many, piece)), "busy");
    busy.start();
    begun.await();
    int before = lanes.run(done::get);
    busy.join();
    assertThat(before).isBetween(1, many - 1);
    assertThat(done).hasValue(many);
  }

  @Test
  void theWideLaneIsOneThreadForAPieceThatIsAlone() throws Exception {
    assumeTrue(lanes.width() > 1, "one core has one lane");
    Callable<String> name = () -> Thread.currentThread().getName();
    assertThat(lanes.runWide(name)).startsWith("nlptoolkit-wide-lane");
    assertThat(lanes.run(name)).startsWith("nlptoolkit-lane-");
    assertThat(lanes.runAll(List.of(name, name)))
        .allMatch(lane -> lane.startsWith("nlptoolkit-lane-"));
    assertThat(lanes.run(() -> Thread.currentThread().isDaemon())).isTrue();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread other =
        new Thread(
            () ->
                lanes.run(
                    () -> {
                      started.countDown();
                      release.await();
                      return true;
                    }),
            "other");
    other.start();
    started.await();
    assertThat(lanes.wideIsFree()).isFalse();
    release.countDown();
    other.join();
  }

  @Test
  void threadsAreThoseOfTheMachine() {
    assertThat(Lanes.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    System.setProperty(PROPERTY, " ");
    assertThat(Lanes.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    System.setProperty(PROPERTY, " 3 ");
    assertThat(Lanes.threads()).isEqualTo(3);
    System.setProperty(PROPERTY, "1024");
    assertThat(Lanes.threads()).isEqualTo(1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1025", "two", "1.5", "99999999999"})
  void threadsOutOfRange(String text) {
    System.setProperty(PROPERTY, text);
    assertThatThrownBy(Lanes::threads)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the system property nlptoolkit.threads must be from 1 to 1024, got \"" + text + "\"");
  }
}
