package io.github.nlptoolkit.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedSectionTest {
  private static final String BEGIN = "<!-- results: written by benchmarks/run, do not edit -->\n";
  private static final String END = "<!-- end of results -->";

  @Test
  void replacesOnlyWhatIsBetweenTheMarks(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("page.md");
    Files.writeString(file, "a\n" + BEGIN + "old" + END + "\nb\n");
    MarkedSection.replace(file, "results", "new\n");
    String once = Files.readString(file);
    assertThat(once).isEqualTo("a\n" + BEGIN + "\nnew\n\n" + END + "\nb\n");
    MarkedSection.replace(file, "results", "new\n");
    assertThat(Files.readString(file)).isEqualTo(once);
  }

  @Test
  void refusesAFileWithoutMarks(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("page.md");
    Files.writeString(file, END + BEGIN);
    assertThatThrownBy(() -> MarkedSection.replace(file, "results", "new"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("page.md must have a line");
    assertThat(Files.readString(file)).isEqualTo(END + BEGIN);
  }

  @Test
  void theProjectsPageHasAPlaceForEachCommand() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "benchmarks.md"));
    for (String section : List.of("results", "callers", "busy", "footprint", "scale")) {
      assertThat(MarkedSection.replaced(page, section, "new", "docs/benchmarks.md"))
          .contains("\nnew\n\n<!-- end of " + section + " -->");
    }
  }
}
