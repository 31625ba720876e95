package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.engine.runtime.CpuFeatures;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** 16-bit floats are close to 32-bit ones, and are what was asked for. */
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

  @Test
  void autoIsWhatTheCpuDoesNatively() throws IOException {
    boolean isNative = CpuFeatures.detect().nativeBfloat16().isPresent();
    try (SentenceEmbedder embedder = SentenceEmbedder.load(TinyModel.original("sbert/pool-mean"))) {
      assertThat(embedder.precision()).isEqualTo(isNative ? Precision.BFLOAT16 : Precision.FLOAT32);
      assertThat(embedder.device().toString()).isIn("cpu", "gpu:0");
    }
  }
}
