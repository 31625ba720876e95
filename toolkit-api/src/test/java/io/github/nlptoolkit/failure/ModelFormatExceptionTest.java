package io.github.nlptoolkit.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelFormatExceptionTest {

  @Test
  void namesFileKeyExpectedAndFound() {
    Path file = Path.of("model", "config.json");
    ModelFormatException e = new ModelFormatException(file, "hidden_size", "384", "\"x\"");
    assertThat(e).hasMessage(file + ": hidden_size: expected 384, found \"x\"").hasNoCause();
    assertThat(e.file()).isEqualTo(file.toString());
    assertThat(e.key()).isEqualTo("hidden_size");
    assertThat(e).isInstanceOf(IOException.class);
  }

  @Test
  void leavesOutTheKeyOfAWholeFile() {
    ModelFormatException e = new ModelFormatException("model.onnx", "", "ONNX", "0 bytes");
    assertThat(e).hasMessage("model.onnx: expected ONNX, found 0 bytes");
    assertThat(e.key()).isEmpty();
  }

  @Test
  void keepsTheCause() {
    IOException cause = new IOException("damaged");
    assertThat(new ModelFormatException(Path.of("f"), "k", "a", "b", cause)).hasCause(cause);
    assertThat(new InferenceException("forward of 3 texts", cause))
        .hasMessage("forward of 3 texts")
        .hasCause(cause);
  }
}
