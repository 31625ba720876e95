package io.github.nlptoolkit.benchmarks.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrfCommandTest {

  @TempDir Path folder;

  @Test
  void trainsOnTheAttributesThatItWrote() throws IOException {
    Path sentences = folder.resolve("train.conll");
    Files.write(
        sentences,
        "Ann\tB-person\nSmith\tI-person\nsleeps\tO\n\nwe\tO\nsee\tO\nBob\tB-person\n\n"
            .repeat(20)
            .getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("train.attributes");
    run("attributes", sentences.toString(), file.toString());
    assertThat(Files.readAllLines(file).get(1))
        .isEqualTo(
            "I-person\tbias\tw0=smith\tsuf3=ith\tshape=Xxxx\ttitle\tw-1=ann\tshape-1=Xxx"
                + "\tw+1=sleeps");
    String printed =
        run("train", file.toString(), file.toString(), "--c2", "0.1", "--threads", "2");
    JsonObject result = JsonParser.parseString(printed).getAsJsonObject();
    assertThat(result.get("chunk_f1").getAsDouble()).isEqualTo(1);
    assertThat(result.get("token_accuracy").getAsDouble()).isEqualTo(1);
    assertThat(result.get("tag_tokens_per_s_best").getAsLong()).isPositive();
    assertThat(result.get("threads").getAsInt()).isEqualTo(2);
  }

  @Test
  void otherArgumentsAreRefused() {
    assertThatThrownBy(() -> run("train"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("crf attributes");
  }

  private static String run(String... arguments) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      CrfCommand.run(List.of(arguments), out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
