package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.CpuFeatures;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Floats of 16 bits and integers of 8 are close to 32-bit floats, and are what was asked for. */
class PrecisionTest {

  /** Eight bits of precision, relative to the largest value, over a few layers. */
  private static final double CLOSE = 0.05;

  @TestFactory
  Stream<DynamicTest> bfloat16IsClose() throws IOException {
    try (Stream<Path> folders = Files.list(TinyModel.original("sbert"))) {
      return folders.filter(Files::isDirectory).sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
    }
  }

  private static void run(Path folder) throws IOException {
    JsonObject golden = GoldenFolder.json(folder.resolve("golden.json"));
    List<String> texts = GoldenFolder.strings(golden.getAsJsonArray("texts"));
    float[][] exact;
    float[][] rounded;
    try (SentenceEmbedder embedder = Vectors.load(folder)) {
      assertThat(embedder.precision()).isEqualTo(Precision.FLOAT32);
      exact = Vectors.rows(embedder.embed(texts));
    }
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(folder).precision(Precision.BFLOAT16).load()) {
      assertThat(embedder.precision()).isEqualTo(Precision.BFLOAT16);
      assertThat(embedder.precisionChoice().reason()).isEqualTo("asked for");
      rounded = Vectors.rows(embedder.embed(texts));
    }
    double largest = 0;
    for (float[] row : exact) {
      for (float value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    double relative = Vectors.difference(exact, rounded) / largest;
    System.err.printf("%s: bfloat16 differs by %.2e%n", folder.getFileName(), relative);
    assertThat(relative).isBetween(1e-5, CLOSE);
  }

  @TestFactory
  Stream<DynamicTest> int8IsClose() throws IOException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "INT8 runs on x86-64 only");
    try (Stream<Path> folders = Files.list(TinyModel.original("encoders"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("tokenizer.json")))
          .sorted()
          .filter(folder -> !folder.endsWith("bert-bin-only"))
          .toList()
          .stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> int8(folder)));
    }
  }

  private static void int8(Path folder) throws IOException {
    List<String> texts =
        List.of("one short text", "an other one that is longer than the first", "x", "中文");
    try (SentenceEmbedder exact = Vectors.load(folder);
        SentenceEmbedder rounded =
            SentenceEmbedder.builder(folder).precision(Precision.INT8).load()) {
      assertThat(rounded.precisionChoice().toString()).contains("INT8", "asked for");
      Embeddings expected = exact.embed(texts);
      Embeddings found = rounded.embed(texts);
      for (int i = 0; i < texts.size(); i++) {
        Embeddings both =
            Embeddings.of(expected.dimension(), concat(expected.vector(i), found.vector(i)));
        assertThat(both.cosine(0, 1)).isBetween(0.98f, 0.9999999f);
        assertThat(rounded.embed(texts.get(i))).containsExactly(found.vector(i), within(1e-5f));
      }
    }
  }

  private static float[] concat(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void ownTextsCalibrateInt8() throws IOException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "INT8 runs on x86-64 only");
    Path folder = TinyModel.original("sbert/pool-mean");
    SentenceEmbedder.Builder builder = SentenceEmbedder.builder(folder).precision(Precision.INT8);
    try (SentenceEmbedder builtIn = builder.load();
        SentenceEmbedder own = builder.calibrationTexts(List.of("some words")).load()) {
      assertThat(own.embed("some words")).isNotEqualTo(builtIn.embed("some words"));
      assertThat(own.fingerprint()).isNotEqualTo(builtIn.fingerprint());
    }
    assertThatThrownBy(() -> builder.calibrationTexts(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("calibrationTexts must have at least one text");
  }

  @Test
  void autoIsWhatTheCpuDoesNatively() throws IOException {
    boolean isNative = CpuFeatures.detect().nativeBfloat16().isPresent();
    try (SentenceEmbedder embedder = SentenceEmbedder.load(TinyModel.original("sbert/pool-mean"))) {
      assertThat(embedder.precision()).isEqualTo(isNative ? Precision.BFLOAT16 : Precision.FLOAT32);
      assertThat(embedder.device().toString()).isIn("cpu", "gpu:0");
    }
  }
}
