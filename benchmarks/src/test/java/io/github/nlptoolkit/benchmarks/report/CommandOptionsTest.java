package io.github.nlptoolkit.benchmarks.report;

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

class CommandOptionsTest {

  @Test
  void readsOptionsWithAndWithoutValues() {
    CommandOptions options = CommandOptions.parse(List.of("--texts", "7", "--quick"), "--texts");
    assertThat(options.quick()).isTrue();
    assertThat(options.value("--texts")).contains("7");
    assertThat(options.value("--into")).isEmpty();
    assertThatThrownBy(() -> CommandOptions.parse(List.of("--texts", "7")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown option \"--texts\"");
    assertThatThrownBy(() -> CommandOptions.parse(List.of("--into")))
        .hasMessage("--into needs a value");
  }

  @Test
  void writesIntoASectionOrPrints(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    CommandOptions.parse(List.of()).write("callers", "new\n", out);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("new\n");
    Path file = folder.resolve("page.md");
    String begin = "<!-- callers: written by benchmarks/run, do not edit -->\n";
    Files.writeString(file, begin + "old <!-- end of callers -->\n");
    CommandOptions.parse(List.of("--into", file.toString())).write("callers", "new\n", out);
    assertThat(Files.readString(file)).isEqualTo(begin + "\nnew\n\n<!-- end of callers -->\n");
  }
}
