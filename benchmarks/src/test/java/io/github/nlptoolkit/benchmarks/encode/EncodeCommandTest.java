package io.github.nlptoolkit.benchmarks.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.nlptoolkit.models.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncodeCommandTest {

  @TempDir Path folder;

  @Test
  void measuresASmallModelAndKeepsItsAnswers() throws IOException {
    Path tokenizer = Models.standard().resolve(Models.DEFAULT).resolve("tokenizer.json");
    new RandomEncoder(RandomEncoder.Family.ROBERTA, 30_522, 32, 2, 2, 64).write(folder, tokenizer);
    assertThat(RandomEncoder.isIn(folder)).isTrue();
    String line = EncodeCommand.measure(folder, List.of("one text", "another, longer text"), 1);
    assertThat(line).matches("toolkit: 2 texts, 10 tokens, the longest 6, .* texts/s .*");
    String answers = Files.readString(folder.resolve("answers.json"));
    assertThat(JsonParser.parseString(answers).getAsJsonArray()).hasSize(2);
    assertThat(folder.resolve("texts.txt")).hasContent("one text\nanother, longer text");
  }

  @Test
  void aFolderIsNeeded() {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> EncodeCommand.run(List.of(), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a folder");
  }
}
