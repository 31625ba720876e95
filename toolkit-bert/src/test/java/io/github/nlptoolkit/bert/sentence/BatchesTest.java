package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However texts are batched and ordered, their vectors are the same to rounding. */
class BatchesTest {
  private static final double ROUNDING = 1e-6;
  private static final String[] MODELS = {
    "sbert/max-seq-length-6", "sbert/dense-chain", "sbert/pool-max", "sbert/roberta-mean"
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 32})
  void textsInACall(int size) throws IOException {
    for (String model : MODELS) {
      List<String> texts = Vectors.texts(model, 64);
      try (SentenceEmbedder embedder = Vectors.load(model)) {
        float[][] together = Vectors.rows(embedder.embed(texts));
        float[][] apart = new float[texts.size()][];
        for (int start = 0; start < apart.length; start += size) {
          int end = Math.min(apart.length, start + size);
          float[][] some = Vectors.rows(embedder.embed(texts.subList(start, end)));
          System.arraycopy(some, 0, apart, start, some.length);
        }
        assertThat(Vectors.difference(together, apart)).as(model).isLessThanOrEqualTo(ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 100, 100_000})
  void tokensInABatch(int tokens) throws IOException {
    for (String model : MODELS) {
      List<String> texts = Vectors.texts(model, 64);
      try (SentenceEmbedder standard = Vectors.load(model);
          SentenceEmbedder other =
              SentenceEmbedder.builder(TinyModel.original(model))
                  .precision(Precision.FLOAT32)
                  .tokensPerBatch(tokens)
                  .load()) {
        assertThat(
                Vectors.difference(
                    Vectors.rows(standard.embed(texts)), Vectors.rows(other.embed(texts))))
            .as(model)
            .isLessThanOrEqualTo(ROUNDING);
      }
    }
  }

  @Test
  void order() throws IOException {
    for (String model : MODELS) {
      List<String> texts = Vectors.texts(model, 64);
      List<Integer> order = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
      Collections.shuffle(order, new Random(7));
      try (SentenceEmbedder embedder = Vectors.load(model)) {
        float[][] straight = Vectors.rows(embedder.embed(texts));
        float[][] shuffled = Vectors.rows(embedder.embed(order.stream().map(texts::get).toList()));
        float[][] expected = new float[straight.length][];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = straight[order.get(i)];
        }
        assertThat(Vectors.difference(expected, shuffled)).as(model).isLessThanOrEqualTo(ROUNDING);
        assertThat(Vectors.difference(straight, shuffled)).as(model).isGreaterThan(ROUNDING);
      }
    }
  }

  @Test
  void duplicates() throws IOException {
    try (SentenceEmbedder embedder = Vectors.load("sbert/dense-chain")) {
      List<String> texts = new ArrayList<>(Collections.nCopies(300, "my card was declined"));
      texts.add(0, "a");
      texts.add(150, "why was my card declined at the shop, and who will pay for that?");
      Embeddings vectors = embedder.embed(texts);
      float[] expected = vectors.vector(1);
      for (int i = 1; i < texts.size(); i++) {
        if (i != 150) {
          assertThat(
                  Vectors.difference(new float[][] {expected}, new float[][] {vectors.vector(i)}))
              .isLessThanOrEqualTo(ROUNDING);
        }
      }
      assertThat(vectors.vector(0)).isNotEqualTo(expected);
      assertThat(vectors.vector(150)).isNotEqualTo(expected);
    }
  }

  @Test
  void theSameCallGivesTheSameBits() throws IOException {
    for (String model : MODELS) {
      List<String> texts = Vectors.texts(model, 200);
      try (SentenceEmbedder embedder = Vectors.load(model)) {
        float[][] first = Vectors.rows(embedder.embed(texts));
        assertThat(Vectors.rows(embedder.embed(texts))).isDeepEqualTo(first);
      }
    }
  }

  @Test
  void atLeastOneToken() {
    SentenceEmbedder.Builder builder =
        SentenceEmbedder.builder(TinyModel.original("sbert/pool-mean"));
    assertThatThrownBy(() -> builder.tokensPerBatch(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tokensPerBatch must be at least 1, got 0");
  }
}
