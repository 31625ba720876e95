package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recorded encoder, whatever its names and types of tensors: a folder without {@code
 * modules.json} gives the mean of the recorded hidden states. One with a pickle alone is refused.
 */
class EncoderGoldenTest {

  @TestFactory
  Stream<DynamicTest> means() {
    List<Path> cases = GoldenFolder.cases("neural/encoders");
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private static void run(Path folder) throws IOException {
    if (Files.exists(folder.resolve("pytorch_model.bin"))) {
      assertThatThrownBy(() -> SentenceEmbedder.load(folder))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("pytorch_model.bin");
      return;
    }
    JsonObject golden = GoldenFolder.json(folder.resolve("golden.json"));
    double tolerance = golden.getAsJsonObject("tolerance").get("hidden").getAsDouble();
    JsonObject full = golden.getAsJsonObject("full");
    double worst = 0;
    int texts = 0;
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(folder).precision(Precision.FLOAT32).load()) {
      assertThat(embedder.maxTokens()).isEqualTo(golden.get("max_length").getAsInt());
      for (JsonElement element : golden.getAsJsonArray("cases")) {
        JsonObject example = element.getAsJsonObject();
        if (!example.get("pair").isJsonNull()) {
          continue; // what embeds takes one text; pairs are the tokenizer's and the heads' affair
        }
        float[] vector = embedder.embed(example.get("text").getAsString());
        JsonElement states = example.get("last_hidden_first4");
        if (example.get("id").equals(full.get("case"))) {
          states = full.get("last_hidden_state");
          assertThat(vector).hasSize(states.getAsJsonArray().get(0).getAsJsonArray().size());
        }
        worst = Math.max(worst, difference(vector, GoldenFolder.rows(states.getAsJsonArray())));
        texts++;
      }
    }
    System.err.printf("%s: largest difference %.2e%n", folder.getFileName(), worst);
    assertThat(texts).isPositive();
    assertThat(worst).isLessThanOrEqualTo(tolerance);
  }

  private static double difference(float[] vector, float[][] states) {
    double worst = 0;
    for (int column = 0; column < states[0].length; column++) {
      double sum = 0;
      for (float[] state : states) {
        sum += state[column];
      }
      worst = Math.max(worst, Math.abs(sum / states.length - vector[column]));
    }
    return worst;
  }
}
