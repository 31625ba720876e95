package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.bert.TinyModel.RawTensor;
import io.github.nlptoolkit.bert.family.Activation;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.EncoderWeights;
import io.github.nlptoolkit.bert.internal.shorttext.ShortTextEncoder;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Short texts that come alone get the vectors that the engine gives them. */
class LowLatencyTest {
  private static final double ROUNDING = 2e-6;

  @TempDir Path folder;

  /** A tiny model whose heads and layers are whole vectors wide. */
  private TinyModel model(String place) throws IOException {
    TinyModel model = TinyModel.copy("sbert/" + place, folder.resolve(place));
    return model
        .json(
            "config.json",
            config -> {
              config.addProperty("num_attention_heads", 1);
              config.addProperty("intermediate_size", 32);
            })
        .tensors(tensors -> tensors.replaceAll(LowLatencyTest::narrow));
  }

  private static RawTensor narrow(String name, RawTensor tensor) {
    if (name.endsWith("intermediate.dense.weight")) {
      return tensor.corner(32, 32);
    } else if (name.endsWith("intermediate.dense.bias")) {
      return tensor.first(32);
    } else if (name.matches(".*layer\\.\\d+\\.output\\.dense\\.weight")) {
      return tensor.corner(32, 32);
    }
    return tensor;
  }

  /** Twice as wide, with two heads, and other numbers. */
  private static RawTensor widen(String name, RawTensor tensor) {
    List<Long> shape =
        tensor.shape().stream().map(size -> size == 32 || size == 48 ? 64 : size).toList();
    int count = (int) shape.stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
    float[] values = new float[count];
    Random random = new Random(name.hashCode());
    double mean = name.endsWith("LayerNorm.weight") ? 1 : 0;
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + 0.2 * random.nextGaussian());
    }
    return RawTensor.floats(shape, values);
  }

  /** From no token at all to more than the short way takes, and back. */
  private static List<String> texts() {
    return IntStream.range(0, 140)
        .map(i -> Math.min(i, 139 - i))
        .mapToObj(
            words ->
                String.join(
                    " ",
                    IntStream.range(0, words)
                        .mapToObj(i -> List.of("a", "the", "cat", "sat", "on").get(i * 7 % 5))
                        .toList()))
        .toList();
  }

  private static float[][] oneByOne(SentenceEmbedder embedder, List<String> texts) {
    return texts.stream()
        .map(text -> embedder.embed(List.of(text)).vector(0))
        .toArray(float[][]::new);
  }

  private static boolean isThere(Path folder) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    Optional<ShortTextEncoder> encoder =
        ShortTextEncoder.of(
            EncoderConfig.of(checkpoint.config()), EncoderWeights.of(checkpoint), false, 1);
    encoder.ifPresent(ShortTextEncoder::close);
    return encoder.isPresent();
  }

  private static void assertSame(Path folder) throws IOException {
    assumeTrue(isThere(folder), "the JVM runs without jdk.incubator.vector");
    float[][] expected;
    try (SentenceEmbedder embedder = Vectors.load(folder)) {
      expected = oneByOne(embedder, texts());
    }
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(folder).precision(Precision.FLOAT32).lowLatency(true).load()) {
      float[][] actual = oneByOne(embedder, texts());
      assertThat(Vectors.difference(actual, expected))
          .isLessThanOrEqualTo(ROUNDING * Math.max(1, largest(expected)));
      assertThat(Arrays.deepEquals(actual, expected)).as("computed as the engine does").isFalse();
    }
  }

  private static double largest(float[][] rows) {
    double largest = 0;
    for (float[] row : rows) {
      for (float value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pool-mean",
        "pool-cls",
        "pool-max",
        "pool-sqrt-len",
        "pool-weightedmean",
        "pool-lasttoken",
        "pool-concat-list",
        "plain-hf-folder",
        "prompts-excluded-mean",
        "roberta-mean"
      })
  void vectorsAreTheEngines(String place) throws IOException {
    TinyModel model = model(place);
    assertSame(model.folder());
  }

  @Test
  void headsAreTheEngines() throws IOException {
    TinyModel model =
        TinyModel.copy("sbert/pool-mean", folder.resolve("heads"))
            .json(
                "config.json",
                config -> {
                  config.addProperty("hidden_size", 64);
                  config.addProperty("num_attention_heads", 2);
                  config.addProperty("intermediate_size", 64);
                })
            .json(
                "1_Pooling/config.json",
                config -> config.addProperty("word_embedding_dimension", 64))
            .tensors(tensors -> tensors.replaceAll(LowLatencyTest::widen));
    assertSame(model.folder());
  }

  private static SentenceEmbedder load(Path folder) throws IOException {
    return SentenceEmbedder.builder(folder).precision(Precision.FLOAT32).lowLatency(true).load();
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void eachActivationIsTheEngines(Activation activation) throws IOException {
    TinyModel model = model("pool-mean");
    model.json("config.json", config -> config.addProperty("hidden_act", activation.configName()));
    assertSame(model.folder());
  }

  @Test
  void bfloat16IsCloserThanTheEngines() throws IOException {
    Path model = model("pool-mean").folder();
    assumeTrue(isThere(model), "the JVM runs without jdk.incubator.vector");
    float[][] exact;
    float[][] engine;
    float[][] shortWay;
    try (SentenceEmbedder embedder = Vectors.load(model)) {
      exact = oneByOne(embedder, texts());
    }
    SentenceEmbedder.Builder builder =
        SentenceEmbedder.builder(model).precision(Precision.BFLOAT16);
    try (SentenceEmbedder embedder = builder.load()) {
      engine = oneByOne(embedder, texts());
    }
    try (SentenceEmbedder embedder = builder.lowLatency(true).load()) {
      shortWay = oneByOne(embedder, texts());
    }
    int few = 12;
    assertThat(Vectors.difference(Arrays.copyOf(shortWay, few), Arrays.copyOf(exact, few)))
        .isBetween(1e-6, Vectors.difference(Arrays.copyOf(engine, few), Arrays.copyOf(exact, few)));
  }

  @Test
  void anotherShapeGoesThroughTheEngine() throws IOException {
    assertEngines(TinyModel.original("sbert/pool-mean"));
  }

  @Test
  void modulesBehindThePoolingGoThroughTheEngine() throws IOException {
    assertEngines(model("dense-chain").folder());
  }

  private static void assertEngines(Path model) throws IOException {
    try (SentenceEmbedder embedder = load(model);
        SentenceEmbedder usual = Vectors.load(model)) {
      for (String text : texts()) {
        Vectors.assertSame(
            embedder.embed(List.of(text)).vector(0), usual.embed(List.of(text)).vector(0));
      }
    }
  }

  @Test
  void manyCallersGetTheirOwnVectors() throws Exception {
    Path model = model("pool-mean").folder();
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (SentenceEmbedder embedder = load(model);
        SentenceEmbedder usual = Vectors.load(model)) {
      float[][] expected = oneByOne(usual, texts());
      List<Future<Double>> differences =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      callers.submit(
                          () -> Vectors.difference(oneByOne(embedder, texts()), expected)))
              .toList();
      for (Future<Double> difference : differences) {
        assertThat(difference.get()).isLessThanOrEqualTo(ROUNDING);
      }
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void theWarmOnesThreadsEndWithIt() throws IOException {
    Path model = model("pool-mean").folder();
    assumeTrue(isThere(model), "the JVM runs without jdk.incubator.vector");
    load(model).close();
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (helpers() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(helpers()).isZero();
  }

  private static long helpers() {
    Thread[] threads = new Thread[Thread.activeCount() + 16];
    int count = Thread.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(thread -> thread.getName().startsWith("nlptoolkit-short-text"))
        .count();
  }
}
