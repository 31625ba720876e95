package io.github.nlptoolkit.bert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MicroBatcherTest {
  private static final int LANES = 2;

  private final ExecutorService lanes = Executors.newFixedThreadPool(LANES);
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final LinkedBlockingQueue<List<Integer>> batches = new LinkedBlockingQueue<>();
  private final CountDownLatch aloneBegan = new CountDownLatch(1);
  private final CountDownLatch aloneMayEnd = new CountDownLatch(1);

  /** Doubles numbers, even and odd ones apart; fails where a number is negative. */
  private final MicroBatcher.Work<Integer, Integer> doubling =
      new MicroBatcher.Work<>() {
        @Override
        public boolean takes(List<Integer> batch, Integer next) {
          return batch.get(0) % 2 == next % 2;
        }

        @Override
        public List<Integer> run(List<Integer> batch) {
          batches.add(batch);
          if (batch.stream().anyMatch(number -> number < 0)) {
            throw new ArithmeticException("negative");
          }
          return batch.stream().map(number -> 2 * number).toList();
        }
      };

  private MicroBatcher<Integer, Integer> batcher;

  @BeforeEach
  void make() {
    batcher = new MicroBatcher<>(lanes, LANES, 4096, doubling);
  }

  @AfterEach
  void stop() {
    lanes.shutdownNow();
    callers.shutdownNow();
  }

  private static int alone(int number) {
    if (number < 0) {
      throw new IllegalArgumentException(number + " is negative");
    }
    return 2 * number;
  }

  /** Begins a call that stays alone until it may end, so that others find it inside. */
  private Future<Integer> first() throws InterruptedException {
    Future<Integer> first =
        callers.submit(
            () ->
                batcher.run(
                    1,
                    () -> {
                      aloneBegan.countDown();
                      await(aloneMayEnd);
                      return 2;
                    }));
    aloneBegan.await();
    return first;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Future<Integer> call(int number) {
    return callers.submit(() -> batcher.run(number, () -> alone(number)));
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      Thread.onSpinWait();
    }
  }

  /** Keeps all lanes from batches. */
  private CountDownLatch holdLanes() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(LANES);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < LANES; i++) {
      lanes.execute(
          () -> {
            held.countDown();
            await(release);
          });
    }
    held.await();
    return release;
  }

  private Thread caller(int number, List<Throwable> thrown) {
    Thread thread =
        new Thread(
            () -> {
              try {
                batcher.run(number, () -> alone(number));
              } catch (CancellationException e) {
                thrown.add(Thread.currentThread().isInterrupted() ? e : new AssertionError(e));
              }
            },
            "caller " + number);
    thread.start();
    return thread;
  }

  @Test
  void oneCallerKnowsNoBatches() {
    for (int i = 0; i < 100; i++) {
      int number = i;
      assertThat(batcher.run(number, () -> alone(number))).isEqualTo(2 * i);
    }
    assertThat(batches).isEmpty();
  }

  @Test
  void whoIsNotAloneRunsInBatchesOfOneKind() throws Exception {
    Future<Integer> first = first();
    CountDownLatch release = holdLanes();
    List<Future<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      calls.add(call(i));
    }
    release.countDown();
    for (int i = 0; i < 1000; i++) {
      assertThat(calls.get(i).get()).isEqualTo(2 * i);
    }
    aloneMayEnd.countDown();
    assertThat(first.get()).isEqualTo(2);
    assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(1000);
    assertThat(batches)
        .allSatisfy(batch -> assertThat(batch.stream().map(n -> n % 2).distinct()).hasSize(1));
  }

  @Test
  void aLaneTakesItsShare() throws Exception {
    Future<Integer> first = first();
    CountDownLatch release = holdLanes();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      threads.add(caller(2 * i, new ArrayList<>()));
    }
    for (Thread thread : threads) {
      awaitState(thread, Thread.State.WAITING);
    }
    release.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    aloneMayEnd.countDown();
    assertThat(first.get()).isEqualTo(2);
    // Nine wait and one is alone: five for each of two lanes.
    assertThat(batches.stream().mapToInt(List::size)).contains(5).allMatch(size -> size <= 5);
  }

  @Test
  void eachHearsOfItsOwnFailureOnly() throws Exception {
    Future<Integer> first = first();
    CountDownLatch release = holdLanes();
    Future<Integer> good = call(2);
    Future<Integer> bad = call(-4);
    Future<Integer> better = call(6);
    release.countDown();
    assertThat(good.get()).isEqualTo(4);
    assertThat(better.get()).isEqualTo(12);
    assertThatThrownBy(bad::get).hasRootCauseMessage("-4 is negative");
    aloneMayEnd.countDown();
    assertThat(first.get()).isEqualTo(2);
  }

  @Test
  void whoIsInterruptedInTheQueueLeavesIt() throws Exception {
    Future<Integer> first = first();
    CountDownLatch release = holdLanes();
    List<Throwable> thrown = new ArrayList<>();
    Thread thread = caller(8, thrown);
    awaitState(thread, Thread.State.WAITING);
    thread.interrupt();
    thread.join();
    assertThat(thrown).singleElement().isInstanceOf(CancellationException.class);
    release.countDown();
    assertThat(call(10).get()).isEqualTo(20);
    aloneMayEnd.countDown();
    assertThat(first.get()).isEqualTo(2);
    assertThat(batches).allSatisfy(batch -> assertThat(batch).doesNotContain(8));
  }

  @Test
  void whoIsInterruptedInABatchWaitsForIt() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    batcher =
        new MicroBatcher<>(
            lanes,
            LANES,
            4,
            new MicroBatcher.Work<Integer, Integer>() {
              @Override
              public boolean takes(List<Integer> batch, Integer next) {
                return true;
              }

              @Override
              public List<Integer> run(List<Integer> batch) {
                began.countDown();
                await(mayEnd);
                ended.incrementAndGet();
                return batch;
              }
            });
    Future<Integer> first = first();
    List<Throwable> thrown = new ArrayList<>();
    Thread thread = caller(3, thrown);
    began.await();
    awaitState(thread, Thread.State.WAITING);
    thread.interrupt();
    while (thread.isInterrupted()) { // until it has woken up
      Thread.onSpinWait();
    }
    assertThat(ended).hasValue(0);
    mayEnd.countDown();
    thread.join();
    assertThat(ended).hasValue(1);
    assertThat(thrown).singleElement().isInstanceOf(CancellationException.class);
    aloneMayEnd.countDown();
    assertThat(first.get()).isEqualTo(2);
  }

  @Test
  void aFullQueueHoldsCallersBack() throws Exception {
    batcher = new MicroBatcher<>(lanes, LANES, 1, doubling);
    Future<Integer> first = first();
    CountDownLatch release = holdLanes();
    List<Throwable> thrown = new ArrayList<>();
    Thread queued = caller(2, thrown);
    awaitState(queued, Thread.State.WAITING);
    Thread held = caller(4, thrown);
    Thread interrupted = caller(6, thrown);
    awaitState(held, Thread.State.WAITING);
    awaitState(interrupted, Thread.State.WAITING);
    interrupted.interrupt();
    interrupted.join();
    assertThat(thrown).singleElement().isInstanceOf(CancellationException.class);
    release.countDown();
    queued.join();
    held.join();
    aloneMayEnd.countDown();
    assertThat(first.get()).isEqualTo(2);
    assertThat(batches).containsExactlyInAnyOrder(List.of(2), List.of(4));
  }
}
