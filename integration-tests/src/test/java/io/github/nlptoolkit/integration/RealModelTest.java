package io.github.nlptoolkit.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Lanes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a text embedder promises, kept by a published model. */
@Timeout(300)
class RealModelTest {
  private static final List<String> TEXTS =
      List.of(
          "A man is playing a guitar.",
          "",
          "Somebody plays the guitar on a stage in front of many people, who sing along.",
          "The stock market fell sharply today.",
          "\ud83d\udca1 an idea \ud83d\ude80",
          "a",
          "\ud83d lone \udca1");

  private static SentenceEmbedder embedder;

  @BeforeAll
  static void load() throws IOException {
    embedder = RealModels.embedder("all-MiniLM-L6-v2");
  }

  @Test
  void lengthOneAndMeaning() {
    Embeddings vectors = embedder.embed(TEXTS);
    assertThat(embedder.dimension()).isEqualTo(384);
    assertThat(embedder.maxTokens()).isEqualTo(256);
    for (int i = 0; i < TEXTS.size(); i++) {
      double norm = 0;
      for (float value : vectors.vector(i)) {
        norm += (double) value * value;
      }
      assertThat(norm).isCloseTo(1, within(1e-5));
    }
    assertThat(vectors.cosine(0, 2)).isGreaterThan(vectors.cosine(0, 3) + 0.3f);
  }

  @Test
  void duplicatesAreEqual() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      texts.addAll(TEXTS);
    }
    Embeddings vectors = embedder.embed(texts);
    for (int i = TEXTS.size(); i < texts.size(); i++) {
      float[] first = vectors.vector(i % TEXTS.size());
      float[] again = vectors.vector(i);
      for (int j = 0; j < first.length; j++) {
        assertThat(again[j]).isCloseTo(first[j], within(1e-6f));
      }
    }
  }

  @Test
  void blankTextsAreEmptyOnes() {
    assertThat(embedder.embed(" \n\t")).isEqualTo(embedder.embed(""));
    assertThat(embedder.embed("\ufffd lone \ufffd")).isEqualTo(embedder.embed(TEXTS.get(6)));
  }

  @Test
  void aLongTextIsItsStart() {
    String start = "The quick brown fox jumps over the lazy dog. ".repeat(40);
    String tenMegabytes = start.repeat(10_000_000 / start.length() + 1);
    assertThat(embedder.embed(tenMegabytes)).isEqualTo(embedder.embed(start));
  }

  @Test
  void allLanesGiveTheSameBits() throws Exception {
    assumeTrue(Lanes.shared().width() > 1, "one core has one lane");
    List<float[]> wide = new ArrayList<>();
    for (String text : TEXTS) {
      wide.add(embedder.embed(text));
    }
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    FutureTask<Boolean> other =
        new FutureTask<>(
            () ->
                Lanes.shared()
                    .run(
                        () -> {
                          busy.countDown();
                          free.await();
                          return true;
                        }));
    new Thread(other, "busy").start();
    busy.await();
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(embedder.embed(TEXTS.get(i))).as(TEXTS.get(i)).isEqualTo(wide.get(i));
    }
    free.countDown();
    assertThat(other.get()).isTrue();
  }

  @Test
  void manyCallersGetWhatOneGets() throws Exception {
    List<String> texts = new ArrayList<>();
    Collections.nCopies(5, TEXTS).forEach(texts::addAll);
    Embeddings expected = embedder.embed(texts);
    List<FutureTask<Embeddings>> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      FutureTask<Embeddings> call = new FutureTask<>(() -> embedder.embed(texts));
      calls.add(call);
      new Thread(call, "caller").start();
    }
    for (FutureTask<Embeddings> call : calls) {
      for (int i = 0; i < texts.size(); i++) {
        assertThat(call.get().vector(i)).isEqualTo(expected.vector(i));
      }
    }
  }
}
