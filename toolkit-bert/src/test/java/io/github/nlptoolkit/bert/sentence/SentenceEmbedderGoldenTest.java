package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded sentence-transformers folder gives the recorded vectors. */
class SentenceEmbedderGoldenTest {

  @TestFactory
  Stream<DynamicTest> embeddings() {
    List<Path> cases = GoldenFolder.cases("neural/sbert");
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private static void run(Path folder) throws IOException {
    JsonObject golden = GoldenFolder.json(folder.resolve("golden.json"));
    List<String> texts = GoldenFolder.strings(golden.getAsJsonArray("texts"));
    double tolerance = golden.getAsJsonObject("tolerance").get("embedding").getAsDouble();
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(folder).precision(Precision.FLOAT32).load()) {
      assertThat(embedder.maxTokens()).isEqualTo(golden.get("max_seq_length").getAsInt());
      check(embedder.embed(texts), golden.getAsJsonArray("embeddings"), tolerance, folder);
      if (golden.has("precision_embeddings")) {
        check(
            embedder.embed(GoldenFolder.strings(golden.getAsJsonArray("precision_texts"))),
            golden.getAsJsonArray("precision_embeddings"),
            tolerance,
            folder);
      }
    }
  }

  private static void check(Embeddings actual, JsonArray recorded, double tolerance, Path folder) {
    float[][] expected = GoldenFolder.rows(recorded);
    assertThat(actual.count()).isEqualTo(expected.length);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      float[] row = actual.vector(i);
      assertThat(row).hasSameSizeAs(expected[i]);
      for (int j = 0; j < row.length; j++) {
        worst = Math.max(worst, Math.abs(row[j] - expected[i][j]));
      }
    }
    System.err.printf("%s: largest difference %.2e%n", folder.getFileName(), worst);
    assertThat(worst).isLessThanOrEqualTo(tolerance);
  }
}
