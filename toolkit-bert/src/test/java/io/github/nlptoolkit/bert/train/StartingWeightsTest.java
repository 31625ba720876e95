package io.github.nlptoolkit.bert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.bert.ModelFolder;
import io.github.nlptoolkit.bert.family.ModelTensors;
import io.github.nlptoolkit.bert.family.TensorSpec;
import io.github.nlptoolkit.bert.family.TensorSpec.Kind;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartingWeightsTest {
  @TempDir Path temp;

  private static List<FloatTensor> drawn(JsonConfig config, long seed) throws IOException {
    List<FloatTensor> all = new ArrayList<>();
    for (Argument list : StartingWeights.random(config, seed)) {
      all.addAll(((Argument.Tensors) list).values());
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "heads/bert-mlm",
        "heads/albert-mlm",
        "heads/electra-mlm",
        "heads/roberta-mlm",
        "encoders/mpnet",
        "encoders/distilbert"
      })
  void asTransformersDrawsThem(String model) throws IOException {
    JsonConfig config =
        JsonConfig.read(
            ModelFolder.copy(model, temp)
                .config("initializer_range", 0.05)
                .path()
                .resolve("config.json"));
    List<TensorSpec> specs = ModelTensors.of(config).all();
    List<FloatTensor> tensors = drawn(config, 3);
    assertThat(tensors).hasSameSizeAs(specs);
    int padding = config.optionalInteger("pad_token_id", 0, 100).orElseThrow();
    for (int i = 0; i < specs.size(); i++) {
      TensorSpec spec = specs.get(i);
      float[] values = tensors.get(i).values();
      if (spec.kind() == Kind.BIAS) {
        assertThat(values).containsOnly(0);
      } else if (spec.kind() == Kind.NORM) {
        assertThat(values).containsOnly(1);
      } else if (values.length >= 512) {
        assertNormal(spec.name(), values, spec.zeroRow().isPresent());
      }
      if (spec.name().endsWith("word_embeddings.weight")) {
        int width = tensors.get(i).size(1);
        for (int j = 0; j < width; j++) {
          assertThat(values[padding * width + j]).isZero();
          assertThat(values[(padding + 2) * width + j]).isNotZero();
        }
      }
    }
    assertThat(drawn(config, 3).get(0).values()).isEqualTo(tensors.get(0).values());
    assertThat(drawn(config, 4).get(0).values()).isNotEqualTo(tensors.get(0).values());
  }

  private static void assertNormal(String name, float[] values, boolean zeros) {
    double sum = 0;
    double squares = 0;
    int within = 0;
    for (float value : values) {
      sum += value;
      squares += value * value;
      within += Math.abs(value) < 0.05 ? 1 : 0;
    }
    double error = 0.05 / Math.sqrt(values.length);
    assertThat(sum / values.length).as(name).isCloseTo(0, within(5 * error));
    assertThat(Math.sqrt(squares / values.length)).as(name).isCloseTo(0.05, within(0.005));
    assertThat((double) within / values.length)
        .as(name)
        .isCloseTo(zeros ? 0.69 : 0.683, within(0.06));
  }

  @Test
  void whatCannotBeDrawn() throws IOException {
    ModelFolder folder = ModelFolder.copy("encoders/distilbert", temp);
    folder.json("config.json", "sinusoidal_pos_embds", new com.google.gson.JsonPrimitive(true));
    JsonConfig config = JsonConfig.read(folder.path().resolve("config.json"));
    assertThatThrownBy(() -> StartingWeights.random(config, 1))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("sinusoidal_pos_embds");
    folder.json("config.json", "sinusoidal_pos_embds", new com.google.gson.JsonPrimitive(false));
    folder.config("initializer_range", -1);
    JsonConfig negative = JsonConfig.read(folder.path().resolve("config.json"));
    assertThatThrownBy(() -> StartingWeights.random(negative, 1))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("initializer_range");
  }
}
