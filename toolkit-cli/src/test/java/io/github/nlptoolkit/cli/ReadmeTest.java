package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

  private static final Path README = Path.of("../README.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/github/nlptoolkit/cli/ReadmeExample.java");
  private static final Pattern COMMAND = Pattern.compile("^\\./nlp (\\w+)", Pattern.MULTILINE);

  @Test
  void theExampleIsTheOneThatIsCompiled() throws Exception {
    String source = Files.readString(EXAMPLE);
    String shown = source.substring(source.indexOf("import "));
    assertThat(Files.readString(README)).contains("```java\n" + shown + "```\n");
  }

  @Test
  void theExampleRuns() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ReadmeExample.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(Float.parseFloat(lines.get(0))).isBetween(0.4f, 0.7f);
    assertThat(lines.subList(1, 4))
        .allSatisfy(line -> assertThat(line).matches("[A-Za-z ]+ -?\\d\\.\\d+ \\[Span\\[.*]]"));
  }

  @Test
  void theCommandsExist() throws Exception {
    Matcher matcher = COMMAND.matcher(Files.readString(README));
    int found = 0;
    while (matcher.find()) {
      found++;
      assertThat(Run.command(matcher.group(1), "--help").code()).as(matcher.group()).isZero();
    }
    assertThat(found).isGreaterThanOrEqualTo(5);
  }
}
