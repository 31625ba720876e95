package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingOptionsTest {
  /** Words of one token each, so that no window begins within one. */
  private static final String LONG = "a b c d e f g h i j k l m n o p q ".repeat(12);

  private static final List<String> TEXTS = List.of("short one", LONG, "", "another short one");

  @TempDir Path temporary;

  private static SentenceEmbedder load(String place) throws IOException {
    return SentenceEmbedder.builder(TinyModel.original(place)).precision(Precision.FLOAT32).load();
  }

  private static Embeddings embed(SentenceEmbedder embedder, EmbeddingOptions options) {
    return embedder.embed(TEXTS, options, EmbeddingListener.none());
  }

  @Test
  void aLongTextIsTheWeightedMeanOfItsWindows() throws IOException {
    for (String place : List.of("sbert/pool-mean", "sbert/dense-chain")) {
      try (SentenceEmbedder embedder = load(place);
          Tokenizer tokenizer =
              Tokenizer.load(
                  TinyModel.original(place).resolve("tokenizer.json"),
                  TokenizerOptions.limit(embedder.maxTokens()))) {
        for (int overlap : new int[] {0, 7}) {
          Embeddings windows = embed(embedder, EmbeddingOptions.defaults().windows(overlap));
          Embeddings cut = embed(embedder, EmbeddingOptions.defaults());
          for (int i : new int[] {0, 2, 3}) {
            assertThat(windows.vector(i)).containsExactly(cut.vector(i), within(1e-5f));
          }
          float[] expected = weightedMean(embedder, tokenizer, overlap);
          if (place.equals("sbert/dense-chain")) {
            assertThat(windows.dot(1, 1)).isCloseTo(1, within(1e-5f));
            expected = unit(expected);
          }
          assertThat(windows.vector(1)).containsExactly(expected, within(2e-5f));
          assertThat(windows.cosine(1, cut.vector(1))).isLessThan(0.99999f);
        }
      }
    }
  }

  /** Each window's text embedded by itself. */
  private static float[] weightedMean(SentenceEmbedder embedder, Tokenizer tokenizer, int overlap) {
    List<Encoding> windows = tokenizer.windows(LONG, overlap);
    assertThat(windows).hasSizeGreaterThan(3);
    double[] sum = new double[embedder.dimension()];
    double weights = 0;
    for (Encoding window : windows) {
      int last = window.size() - 2;
      String part = LONG.substring(window.span(1).start(), window.span(last).end());
      float[] vector = embedder.embed(part);
      for (int k = 0; k < sum.length; k++) {
        sum[k] += (double) window.size() * vector[k];
      }
      weights += window.size();
    }
    float[] mean = new float[sum.length];
    for (int k = 0; k < sum.length; k++) {
      mean[k] = (float) (sum[k] / weights);
    }
    return mean;
  }

  private static float[] unit(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    float[] unit = vector.clone();
    for (int k = 0; k < unit.length; k++) {
      unit[k] /= (float) Math.sqrt(sum);
    }
    return unit;
  }

  @Test
  void fewerDimensionsAreTheFirstOnes() throws IOException {
    try (SentenceEmbedder embedder = load("sbert/pool-mean")) {
      Embeddings full = embed(embedder, EmbeddingOptions.defaults());
      Embeddings some = embed(embedder, EmbeddingOptions.defaults().dimensions(5));
      assertThat(some.dimension()).isEqualTo(5);
      for (int k = 0; k < 5; k++) {
        assertThat(some.vector(3)[k]).isEqualTo(full.vector(3)[k]);
      }
      Embeddings more = embed(embedder, EmbeddingOptions.defaults().dimensions(1000));
      assertThat(more).isEqualTo(full);
      Embeddings unit = embed(embedder, EmbeddingOptions.defaults().dimensions(5).normalized());
      assertThat(unit.dot(0, 0)).isCloseTo(1, within(1e-6f));
    }
  }

  @Test
  void aPromptExcludedFromThePoolingIsInTheFirstWindowOnly() throws IOException {
    try (SentenceEmbedder embedder = load("sbert/prompts-excluded-mean")) {
      EmbeddingOptions options = EmbeddingOptions.defaults().promptName("query").windows(0);
      Embeddings vectors = embed(embedder, options);
      assertThat(vectors.vector(1)).doesNotContain(Float.NaN);
      assertThat(vectors.cosine(1, embed(embedder, options.promptName("classify")).vector(1)))
          .isLessThan(1f);
    }
  }

  @Test
  void aViewDoesNotCloseTheEmbedder() throws IOException {
    try (SentenceEmbedder embedder = load("sbert/prompts")) {
      TextEmbedder view = embedder.with(EmbeddingOptions.defaults().prompt("x: "));
      List<float[]> vectors = new ArrayList<>(List.of(view.embed("a")));
      assertThat(vectors.get(0)).isNotEqualTo(embedder.embed("a"));
      view.close();
      assertThatThrownBy(() -> view.embed("a")).isInstanceOf(IllegalStateException.class);
      assertThat(embedder.embedQuery("a")).isEqualTo(embedder.embedQueries(List.of("a")).vector(0));
      assertThat(embedder.embedDocument("a"))
          .isEqualTo(embedder.embedDocuments(List.of("a")).vector(0));
    }
  }

  @Test
  void theFingerprintGoesByTheFiles() throws IOException {
    TinyModel copy = TinyModel.copy("sbert/pool-mean", temporary.resolve("copy"));
    String first = fingerprint(copy.folder());
    assertThat(fingerprint(copy.folder())).isEqualTo(first);
    copy.json("config_sentence_transformers.json", json -> json.addProperty("truncate_dim", 4));
    assertThat(fingerprint(copy.folder())).isNotEqualTo(first);
  }

  private static String fingerprint(Path folder) throws IOException {
    try (SentenceEmbedder embedder = SentenceEmbedder.load(folder)) {
      return embedder.fingerprint();
    }
  }

  @Test
  void badOptions() throws IOException {
    assertThatThrownBy(() -> EmbeddingOptions.defaults().dimensions(0))
        .hasMessage("dimensions must be at least 1, got 0");
    assertThatThrownBy(() -> EmbeddingOptions.defaults().windows(-1))
        .hasMessage("overlap must not be negative, got -1");
    try (SentenceEmbedder embedder = load("sbert/pool-mean")) {
      assertThatThrownBy(() -> embed(embedder, EmbeddingOptions.defaults().windows(1000)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
