package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.embedding.Embeddings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchCommandTest {
  private static final List<String> LINES =
      List.of("a", "lost my card today", "漢字漢字", "lost my card todaz", "");

  @TempDir private Path temporary;

  private String file() throws IOException {
    return Files.writeString(temporary.resolve("lines.txt"), String.join("\n", LINES) + "\n")
        .toString();
  }

  private static String shown(String a, String b) {
    float cosine =
        Embeddings.ofRows(List.of(FakeEmbedder.vector(a), FakeEmbedder.vector(b))).cosine(0, 1);
    return String.format(Locale.ROOT, "%.6f", cosine);
  }

  @Test
  void searchesAFile() throws IOException {
    String file = file();
    Run run = Run.command("search", "--in", file, "--top", "1", LINES.get(2));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("1.000000\t" + file + ":3\t漢字漢字\n");
    Run json = Run.command("search", "--in", file, "-k", "2", "-f", "jsonl", "a", "b");
    assertThat(json.lines()).hasSize(4);
    JsonObject last = JsonParser.parseString(json.lines().get(2)).getAsJsonObject();
    assertThat(last.get("query").getAsString()).isEqualTo("b");
    assertThat(last.get("place").getAsString()).startsWith(file + ":");
  }

  @Test
  void indexesAndSearchesAnIndex() throws IOException {
    String folder = temporary.resolve("index").toString();
    Run index = Run.command("index", folder, file());
    assertThat(index.code()).isZero();
    assertThat(index.err()).endsWith(folder + " has 5 entries\n");
    assertThat(Run.command("index", folder, file()).err()).endsWith(" has 5 entries\n");

    Run words = Run.command("search", "--index", folder, "--by", "words", "cards today");
    assertThat(words.code()).isZero();
    assertThat(words.lines()).hasSize(2);
    assertThat(words.lines().get(0)).endsWith("lines.txt:2\tlost my card today");
    Run vectors = Run.command("search", "--index", folder, "--top", "1", LINES.get(2));
    assertThat(vectors.out()).endsWith("lines.txt:3\t漢字漢字\n");
    Run both = Run.command("search", "--index", folder, "--by", "both", "--top", "1", LINES.get(1));
    assertThat(both.out()).endsWith("lines.txt:2\tlost my card today\n");
  }

  @Test
  void minesPairs() {
    String input = String.join("\n", LINES) + "\n";
    Run run = new Run().input(input).go("mine", "--pairs", "1");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            shown(LINES.get(1), LINES.get(3))
                + "\t2\t4\t"
                + LINES.get(1)
                + "\t"
                + LINES.get(3)
                + "\n");
    Run none = new Run().input(input).go("mine", "--least", "1.1");
    assertThat(none.out()).isEmpty();
    Run json = new Run().input("x\nx\n").go("mine", "-f", "jsonl");
    assertThat(json.out()).isEqualTo("{\"score\":1.0,\"lines\":[1,2],\"a\":\"x\",\"b\":\"x\"}\n");
    assertThat(new Run().input("").go("mine").out()).isEmpty();
  }

  @Test
  void wrongUsageAndMissingIndex() throws IOException {
    assertThat(Run.command("search", "query").code()).isEqualTo(2);
    assertThat(Run.command("search", "--in", file(), "--index", "x", "query").code()).isEqualTo(2);
    assertThat(Run.command("search", "--in", file(), "--top", "0", "query").code()).isEqualTo(2);
    assertThat(Run.command("mine", "--pairs", "0", file()).code()).isEqualTo(2);
    Run missing = Run.command("search", "--index", temporary.resolve("no").toString(), "query");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("no such folder");
  }
}
