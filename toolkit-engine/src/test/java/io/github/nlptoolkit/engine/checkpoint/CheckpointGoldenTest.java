package io.github.nlptoolkit.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.engine.GoldenFolders;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every recorded checkpoint opens as transformers wrote it: sharded, half precision, old names. */
class CheckpointGoldenTest {

  @Test
  void thereAreEncodersToOpen() throws IOException {
    assertThat(GoldenFolders.of("neural/encoders")).isNotEmpty();
  }

  @TestFactory
  Stream<DynamicTest> encoders() throws IOException {
    return GoldenFolders.of("neural/encoders").stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
  }

  private static void check(Path folder) throws IOException {
    if (Files.exists(folder.resolve("pytorch_model.bin"))) {
      assertThatThrownBy(() -> Checkpoint.open(folder))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("pytorch_model.bin")
          .hasMessageContaining("safe_serialization=True");
      return;
    }
    Checkpoint checkpoint = Checkpoint.open(folder);
    boolean sharded = Files.exists(folder.resolve("model.safetensors.index.json"));
    if (sharded) {
      assertThat(checkpoint.weightFiles()).hasSizeGreaterThan(1);
    } else {
      assertThat(checkpoint.weightFiles()).hasSize(1);
    }
    assertThat(checkpoint.file("tokenizer.json")).isRegularFile();
    checkTensors(checkpoint);
  }

  private static void checkTensors(Checkpoint checkpoint) throws IOException {
    int words = checkpoint.config().integer("vocab_size", 1, 1_000_000);
    String stored = checkpoint.config().optionalString("dtype").orElse("float32");
    boolean embeddingsSeen = false;
    for (String name : checkpoint.names()) {
      TensorView tensor = checkpoint.tensor(name);
      assertThat(tensor.bytes().remaining())
          .as(name)
          .isEqualTo((int) tensor.count() * tensor.dtype().bytes());
      if (name.endsWith("embeddings.word_embeddings.weight")) {
        embeddingsSeen = true;
        assertThat(tensor.shape()[0]).as(name).isEqualTo(words);
      }
      if (tensor.dtype().decodesToFloats()) {
        assertThat(tensor.dtype())
            .as(name)
            .isEqualTo(
                switch (stored) {
                  case "float16" -> DataType.F16;
                  case "bfloat16" -> DataType.BF16;
                  default -> DataType.F32;
                });
        // All parameters are random and small; a wrong decoding is not.
        for (float value : tensor.toFloats()) {
          assertThat(value).as(name).isBetween(-10f, 10f);
        }
      }
    }
    assertThat(embeddingsSeen).isTrue();
  }
}
