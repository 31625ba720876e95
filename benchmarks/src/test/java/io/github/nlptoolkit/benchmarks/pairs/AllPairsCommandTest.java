package io.github.nlptoolkit.benchmarks.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AllPairsCommandTest {

  @TempDir Path temp;

  @Test
  void findsTheMostSimilarPairAndTellsBothTimes() throws IOException {
    Path file =
        Files.write(
            temp.resolve("sentences.txt"),
            List.of("A man is eating food.", "The sky is blue.", "", "A man eats some food."));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    AllPairsCommand.run(List.of(file.toString(), "10", "4"), out);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("3 sentences", "all 3 pairs", "4 random pairs", "ratio: ")
        .containsPattern("most similar, 0\\.[89]\\d*: A man .* \\| A man ");
    assertThatThrownBy(() -> AllPairsCommand.run(List.of(), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a file");
  }
}
