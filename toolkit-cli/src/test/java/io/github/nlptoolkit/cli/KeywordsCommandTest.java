package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.keybert.KeyBert;
import io.github.nlptoolkit.keyword.Keyword;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeywordsCommandTest {

  private static final String TEXT =
      "Rivers carve valleys. Wide rivers carve wide valleys, and glaciers carve fjords.";

  @TempDir Path folder;

  private String file(String name, String content) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static List<String> texts(String json) {
    List<String> texts = new ArrayList<>();
    JsonObject object = JsonParser.parseString(json).getAsJsonObject();
    for (JsonElement keyword : object.get("keywords").getAsJsonArray()) {
      texts.add(keyword.getAsJsonObject().get("text").getAsString());
    }
    return texts;
  }

  private static List<String> keywords(String... options) {
    List<String> arguments = new ArrayList<>(List.of("keywords", "-f", "jsonl", "-t", TEXT));
    arguments.addAll(List.of(options));
    Run run = Run.command(arguments.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return texts(run.out());
  }

  @Test
  void jsonHasSpansInTheDocument() throws IOException {
    String path = file("a.txt", "\uFEFF😀 " + TEXT);
    Run run = Run.command("keywords", "--ngrams", "1-2", "--format", "jsonl", path);
    assertThat(run.code()).isZero();
    List<Keyword> expected =
        KeyBert.compatible(new FakeEmbedder()).ngramRange(1, 2).build().extract("😀 " + TEXT);
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("document").getAsString()).isEqualTo(path);
    JsonArray found = object.get("keywords").getAsJsonArray();
    assertThat(found).hasSameSizeAs(expected).hasSize(5);
    for (int i = 0; i < expected.size(); i++) {
      JsonObject keyword = found.get(i).getAsJsonObject();
      assertThat(keyword.get("text").getAsString()).isEqualTo(expected.get(i).text());
      assertThat(keyword.get("score").getAsDouble()).isEqualTo(expected.get(i).score());
      JsonArray spans = keyword.get("spans").getAsJsonArray();
      assertThat(spans).hasSameSizeAs(expected.get(i).spans());
      assertThat(spans.get(0).getAsJsonArray().get(0).getAsInt())
          .isEqualTo(expected.get(i).spans().get(0).start());
      assertThat(spans.get(0).getAsJsonArray().get(1).getAsInt())
          .isEqualTo(expected.get(i).spans().get(0).end());
    }
  }

  @Test
  void tablesAreForPeople() throws IOException {
    Run one = Run.command("keywords", "--text", TEXT);
    assertThat(one.lines()).hasSize(6);
    assertThat(one.lines().get(0)).isEqualTo("  score  count  keyword");
    assertThat(one.lines().subList(1, 6))
        .allSatisfy(line -> assertThat(line).matches(" {1,2}-?\\d\\.\\d{4} +\\d+  \\w+"));

    String a = file("a.txt", TEXT);
    String b = file("b.txt", "Only bread.");
    Run two = Run.command("keywords", "-n", "1", a, b);
    assertThat(two.lines()).hasSize(7);
    assertThat(two.lines().get(0)).isEqualTo(a);
    assertThat(two.lines().get(3)).isEmpty();
    assertThat(two.lines().get(4)).isEqualTo(b);
    assertThat(two.lines().get(6)).endsWith("  bread");
  }

  @Test
  void optionsHaveKeyBertsMeaning() throws IOException {
    assertThat(keywords("-n", "2")).hasSize(2);
    assertThat(keywords("--ngrams", "2")).allMatch(text -> text.split(" ").length == 2);
    assertThat(keywords("-n", "100")).contains("rivers").doesNotContain("and");
    assertThat(keywords("-n", "100", "--stop-words", "none")).contains("rivers", "and");
    assertThat(keywords("-n", "100", "--stop-words", file("s", "Rivers\n\n and \n")))
        .contains("fjords")
        .doesNotContain("rivers", "and");
    assertThat(keywords("--candidates", file("c", "Fjords\nvalleys\nabsent\nfjords\n")))
        .containsExactlyInAnyOrder("fjords", "valleys");
    assertThat(keywords("--mmr", "0.9")).hasSize(5).isNotEqualTo(keywords());
    assertThat(keywords("--max-sum", "-n", "2", "--nr-candidates", "4"))
        .hasSize(2)
        .isNotEqualTo(keywords("-n", "2"));
    // As the peer, max sum gives nothing where there are fewer candidates than wanted keywords.
    Run none = Run.command("keywords", "-f", "jsonl", "-t", TEXT, "--max-sum", "-n", "25");
    assertThat(none.code()).isZero();
    assertThat(texts(none.out())).isEmpty();
    assertThat(none.err()).contains("no keywords");
  }

  @Test
  void seedsChangeTheScores() {
    Run plain = Run.command("keywords", "-t", TEXT);
    Run seeded = Run.command("keywords", "-t", TEXT, "--seed", "ice", "--seed", "a a a a a a a a");
    assertThat(seeded.code()).isZero();
    assertThat(seeded.out()).isNotEqualTo(plain.out());
  }

  @Test
  void aDocumentWithoutKeywordsIsTold() throws IOException {
    Run run = Run.command("keywords", "-f", "jsonl", file("blank.txt", " \n"), file("b", "bread"));
    assertThat(run.code()).isZero();
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(0)).endsWith("\"keywords\":[]}");
    assertThat(run.err()).contains("blank.txt: no keywords").containsOnlyOnce("\n");
  }

  @Test
  void manyDocumentsComeInOrder() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("keywords", "-f", "jsonl"));
    for (int i = 0; i < 100; i++) {
      arguments.add(file("d" + i, "word" + i + " here"));
    }
    Run run = Run.command(arguments.toArray(String[]::new));
    assertThat(run.lines()).hasSize(100);
    for (int i = 0; i < 100; i++) {
      assertThat(texts(run.lines().get(i))).contains("word" + i);
    }
  }

  @Test
  void wrongOptionsAreWrongUsage() {
    String[][] wrong = {
      {"--ngrams", "3-1"},
      {"--ngrams", "0"},
      {"--ngrams", "one"},
      {"--top", "0"},
      {"--mmr", "1.5"},
      {"--mmr", "0.5", "--max-sum"},
      {"--nr-candidates", "10"},
      {"--max-sum", "--nr-candidates", "2"},
      {"--format", "xml"},
    };
    for (String[] options : wrong) {
      List<String> arguments = new ArrayList<>(List.of("keywords", "--text", TEXT));
      arguments.addAll(List.of(options));
      Run run = Run.command(arguments.toArray(String[]::new));
      assertThat(run.code()).as(String.join(" ", options)).isEqualTo(2);
      assertThat(run.err())
          .startsWith("nlp: ")
          .contains("nlp keywords --help")
          .containsOnlyOnce("\n");
      assertThat(run.out()).isEmpty();
    }
    assertThat(Run.command("keywords", "--text", TEXT, "file").code()).isEqualTo(2);
  }

  @Test
  void listsThatAreNotThereAreFailures() throws IOException {
    Run missing = Run.command("keywords", "-t", TEXT, "--stop-words", folder + "/none");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("none: no such file");
    Run empty = Run.command("keywords", "-t", TEXT, "--candidates", file("empty", "\n"));
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.err()).contains("empty: has no candidates");
  }
}
