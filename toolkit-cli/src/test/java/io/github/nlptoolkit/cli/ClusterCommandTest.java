package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterCommandTest {
  private static final String LINES =
      """
      cat
      dog
      cat
      the <long> text about many rivers and mountains of the north
      the other text about many rivers and glaciers of the south
      """;

  @TempDir Path folder;

  @Test
  void linesAreGroupedAndNamed() {
    Run table = new Run().input(LINES).go("cluster", "--k", "2");
    assertThat(table.code()).as(table.err()).isZero();
    assertThat(table.lines()).hasSize(3);
    assertThat(table.out()).contains("cat").contains("rivers").doesNotContain("the,");
    Run again = new Run().input(LINES).go("cluster", "--k", "2");
    assertThat(again.out()).isEqualTo(table.out());
    Run json = new Run().input(LINES).go("cluster", "--k", "2", "--words", "1", "-f", "jsonl");
    assertThat(json.lines()).hasSize(5);
    JsonObject first = JsonParser.parseString(json.lines().get(0)).getAsJsonObject();
    JsonObject third = JsonParser.parseString(json.lines().get(2)).getAsJsonObject();
    JsonObject last = JsonParser.parseString(json.lines().get(4)).getAsJsonObject();
    assertThat(first.get("group")).isEqualTo(third.get("group"));
    assertThat(first.get("group")).isNotEqualTo(last.get("group"));
    assertThat(first.getAsJsonArray("words")).hasSize(1);
    assertThat(last.get("line").getAsInt()).isEqualTo(5);
  }

  @Test
  void groupsAreNamedByPhrases() {
    Run table = new Run().input(LINES).go("cluster", "--k", "2", "--names", "keybert");
    assertThat(table.code()).as(table.err()).isZero();
    assertThat(table.lines()).hasSize(3);
    assertThat(table.out()).contains("cat").contains("rivers, ");
  }

  @Test
  void groupsMoveByBatches() {
    Run table = new Run().input(LINES).go("cluster", "--k", "2", "--mini-batch", "3");
    assertThat(table.code()).as(table.err()).isZero();
    assertThat(table.lines()).hasSize(3);
  }

  @Test
  void aMapIsDrawn() throws IOException {
    Path map = folder.resolve("map.html");
    Run run = new Run().input(LINES).go("cluster", "--k", "2", "--html", map.toString());
    assertThat(run.code()).as(run.err()).isZero();
    String page = Files.readString(map);
    assertThat(page.split("<circle", -1)).hasSize(6);
    assertThat(page.split("<text", -1)).hasSize(3);
    assertThat(page).contains("&lt;long&gt;").doesNotContain("<long>").doesNotContain("NaN");
  }

  @Test
  void wrongNumbersAreWrongUsage() {
    String[][] wrong = {
      {"cluster"},
      {"cluster", "--k", "0"},
      {"cluster", "--k", "6"},
      {"cluster", "--k", "2", "--words", "0"},
      {"cluster", "--k", "2", "--restarts", "0"},
      {"cluster", "--k", "2", "--mini-batch", "0"},
      {"cluster", "--k", "2", "--names", "size"},
    };
    for (String[] arguments : wrong) {
      Run run = new Run().input(LINES).go(arguments);
      assertThat(run.code()).as(String.join(" ", arguments)).isEqualTo(2);
    }
    Run many = new Run().input(LINES).go("cluster", "--k", "6");
    assertThat(many.err()).contains("--k must be at most the number of lines, 5, got 6");
  }
}
