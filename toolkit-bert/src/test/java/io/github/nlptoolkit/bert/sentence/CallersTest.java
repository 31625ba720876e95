package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many callers on one embedder, one that closes it, one that is interrupted. */
@Timeout(120)
class CallersTest {
  private static final int CALLERS = 8;
  private static final String MODEL = "sbert/dense-chain";

  private final ExecutorService callers =
      new ThreadPoolExecutor(
          CALLERS, CALLERS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "caller");
    thread.setDaemon(true);
    return thread;
  }

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  @Test
  void eachCallerGetsWhatOneCallerGets() throws Exception {
    List<String> texts = Vectors.texts(MODEL, 100);
    try (SentenceEmbedder embedder = Vectors.load(MODEL)) {
      float[][] expected = Vectors.rows(embedder.embed(texts));
      float[] single = embedder.embed(texts.get(3));
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 10 * CALLERS; i++) {
        int call = i;
        calls.add(
            () -> {
              if (call % 2 == 0) {
                assertThat(Vectors.rows(embedder.embed(texts))).isDeepEqualTo(expected);
              } else {
                Vectors.assertSame(embedder.embed(texts.get(3)), single);
              }
              return true;
            });
      }
      for (Future<Boolean> call : callers.invokeAll(calls)) {
        assertThat(call.get()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void singleTextsOfManyCallers(boolean together) throws Exception {
    List<String> texts = Vectors.texts(MODEL, 200);
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(TinyModel.original(MODEL))
            .precision(Precision.FLOAT32)
            .microBatching(together)
            .load()) {
      List<float[]> expected = texts.stream().map(embedder::embed).toList();
      List<Callable<float[]>> calls = new ArrayList<>();
      for (int i = 0; i < 10 * texts.size(); i++) {
        String text = texts.get(i % texts.size());
        calls.add(() -> embedder.embed(text));
      }
      List<Future<float[]>> results = callers.invokeAll(calls);
      for (int i = 0; i < results.size(); i++) {
        Vectors.assertSame(results.get(i).get(), expected.get(i % texts.size()));
      }
    }
  }

  @Test
  void theWideLaneGivesWhatANarrowOneGives() throws Exception {
    assumeTrue(Lanes.shared().width() > 1, "one core has one lane");
    List<String> texts = Vectors.texts(MODEL);
    try (SentenceEmbedder embedder = Vectors.load(MODEL)) {
      List<float[]> wide = new ArrayList<>();
      for (String text : texts) {
        wide.add(embedder.embed(text));
      }
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch free = new CountDownLatch(1);
      Future<Boolean> other =
          callers.submit(
              () ->
                  Lanes.shared()
                      .run(
                          () -> {
                            busy.countDown();
                            free.await();
                            return true;
                          }));
      busy.await();
      for (int i = 0; i < wide.size(); i++) {
        Vectors.assertSame(embedder.embed(texts.get(i)), wide.get(i));
      }
      free.countDown();
      assertThat(other.get()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50})
  void closedWhileCallsRun(int count) throws Exception {
    List<String> texts = Vectors.texts(MODEL, count);
    SentenceEmbedder embedder = Vectors.load(MODEL);
    float[][] expected = Vectors.rows(embedder.embed(texts));
    CountDownLatch running = new CountDownLatch(2 * CALLERS);
    AtomicInteger refused = new AtomicInteger();
    List<Future<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      calls.add(
          callers.submit(
              () -> {
                while (true) {
                  try {
                    float[][] rows = Vectors.rows(embedder.embed(texts));
                    assertThat(Vectors.difference(rows, expected)).isLessThanOrEqualTo(1e-6);
                    running.countDown();
                  } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("this model is closed");
                    refused.incrementAndGet();
                    return true;
                  }
                }
              }));
    }
    running.await();
    embedder.close();
    for (Future<Boolean> call : calls) {
      assertThat(call.get()).isTrue();
    }
    assertThat(refused).hasValue(CALLERS);
  }

  @Test
  void closedTwice() throws IOException {
    SentenceEmbedder embedder = Vectors.load(MODEL);
    embedder.close();
    embedder.close();
    assertThatThrownBy(() -> embedder.embed("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this model is closed");
    assertThatThrownBy(() -> embedder.embed(List.of())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> embedder.embed(List.of("a").iterator(), EmbeddingListener.none()).next())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void interruptedBefore() throws IOException {
    try (SentenceEmbedder embedder = Vectors.load(MODEL)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> embedder.embed("a")).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(embedder.embed("a")).hasSize(embedder.dimension());
    }
  }

  @Test
  void interruptedBetweenBatches() throws IOException {
    List<String> texts = Vectors.texts(MODEL, 2000);
    Thread caller = Thread.currentThread();
    AtomicLong done = new AtomicLong();
    EmbeddingListener interrupting =
        progress -> {
          if (done.getAndSet(progress.texts()) == 0) {
            caller.interrupt();
            while (caller.isInterrupted()) { // until it has woken up
              Thread.onSpinWait();
            }
          }
        };
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(TinyModel.original(MODEL))
            .precision(Precision.FLOAT32)
            .tokensPerBatch(1)
            .load()) {
      assertThatThrownBy(() -> embedder.embed(texts, interrupting))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(done.get()).isPositive().isLessThan(texts.size());
      assertThat(embedder.embed(texts).count()).isEqualTo(texts.size());
    }
  }

  @Test
  void aListenerThatThrows() throws IOException {
    try (SentenceEmbedder embedder = Vectors.load(MODEL)) {
      assertThatThrownBy(
              () ->
                  embedder.embed(
                      List.of("a"),
                      progress -> {
                        throw new ArithmeticException("mine");
                      }))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("mine");
      assertThat(embedder.embed("a")).hasSize(embedder.dimension());
    }
  }
}
