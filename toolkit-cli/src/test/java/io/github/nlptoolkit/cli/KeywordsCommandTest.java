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
    Run one = Run.command("keywords", "--method", "keybert", "--text", TEXT);
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
    assertThat(keywords("--method", "keybert", "-n", "2")).hasSize(2);
    assertThat(keywords("--method", "keybert", "--ngrams", "2"))
        .allMatch(text -> text.split(" ").length == 2);
    assertThat(keywords("--method", "keybert", "-n", "100"))
        .contains("rivers")
        .doesNotContain("and");
    assertThat(keywords("--method", "keybert", "-n", "100", "--stop-words", "none"))
        .contains("rivers", "and");
    assertThat(
            keywords(
                "--method", "keybert", "-n", "100", "--stop-words", file("s", "Rivers\n\n and \n")))
        .contains("fjords")
        .doesNotContain("rivers", "and");
    assertThat(
            keywords(
                "--method",
                "keybert",
                "--candidates",
                file("c", "Fjords\nvalleys\nabsent\nfjords\n")))
        .containsExactlyInAnyOrder("fjords", "valleys");
    assertThat(keywords("--method", "keybert", "--mmr", "0.9"))
        .hasSize(5)
        .isNotEqualTo(keywords("--method", "keybert"));
    assertThat(keywords("--method", "keybert", "--max-sum", "-n", "2", "--nr-candidates", "4"))
        .hasSize(2)
        .isNotEqualTo(keywords("--method", "keybert", "-n", "2"));
    // As the peer, max sum gives nothing where there are fewer candidates than wanted keywords.
    Run none =
        Run.command(
            "keywords", "--method", "keybert", "-f", "jsonl", "-t", TEXT, "--max-sum", "-n", "25");
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
      {"--method", "best"},
      {"--method", "rake", "--mmr", "0.5"},
      {"--method", "phrases", "--ngrams", "2"},
      {"--method", "phrases", "--stop-words", "none"},
      {"--method", "keybert", "--clusters", "0.5"},
      {"--clusters", "2"},
      {"--language", "xx"},
      {"--resume"},
      {"--highlight", "--format", "jsonl"},
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

  @Test
  void phrasesAreTheDefault() {
    Run run = Run.command("keywords", "-f", "jsonl", "-t", TEXT);
    assertThat(run.err()).isEmpty();
    assertThat(texts(run.out())).contains("Wide rivers", "wide valleys").doesNotContain("carve");
    assertThat(keywords("--mmr", "0.9", "-n", "2")).hasSize(2);
    assertThat(keywords("--max-sum", "-n", "2")).hasSize(2);
    assertThat(keywords("--clusters", "0.9", "-n", "2")).hasSize(2);
    assertThat(keywords("--language", "de")).isNotEmpty();
  }

  @Test
  void theOtherMethodsNeedNoModel() {
    for (String method : List.of("textrank", "singlerank", "rake", "yake", "tfidf")) {
      Run run =
          new Run()
              .embedders(
                  (model, precision, device) -> {
                    throw new IOException("no model is needed");
                  })
              .go("keywords", "--method", method, "-f", "jsonl", "-t", TEXT);
      assertThat(run.code()).as(method + run.err()).isZero();
      assertThat(texts(run.out())).as(method).isNotEmpty();
    }
  }

  @Test
  void chineseTextHasAModelOfItsOwn() throws IOException {
    List<String> models = new ArrayList<>();
    EmbedderFactory factory =
        (model, precision, device) -> {
          models.add(model);
          return new FakeEmbedder();
        };
    String words = file("words", "冰川湖泊谷\n");
    String text = "冰川湖泊谷很深。冰川湖泊谷和河流。";
    Run run = new Run().embedders(factory).go("keywords", "-f", "jsonl", "-t", text);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(texts(run.out())).contains("河流");
    Run own =
        new Run()
            .embedders(factory)
            .go("keywords", "-t", text, "--user-words", words, "-f", "jsonl");
    assertThat(texts(own.out())).contains("冰川湖泊谷");
    new Run().embedders(factory).go("keywords", "-m", "mine", "-t", text);
    new Run().embedders(factory).go("keywords", "-t", TEXT);
    assertThat(models)
        .containsExactly("bge-small-zh-v1.5", "bge-small-zh-v1.5", "mine", "all-MiniLM-L6-v2");
  }

  @Test
  void foldersAndJsonLinesHaveManyDocuments() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("corpus/inner"));
    Files.writeString(inner.resolve("b.txt"), TEXT);
    Files.writeString(folder.resolve("corpus/a.txt"), "Bread");
    Run run = Run.command("keywords", "-f", "jsonl", folder.resolve("corpus").toString());
    assertThat(run.lines()).hasSize(2);
    assertThat(texts(run.lines().get(0))).containsExactly("Bread");
    String lines = file("d.jsonl", "{\"id\":\"one\",\"body\":\"Bread\"}\n{\"body\":\"Salt\"}\n");
    Run jsonl = Run.command("keywords", "-f", "jsonl", "--field", "body", lines);
    assertThat(jsonl.lines().get(0)).contains("\"document\":\"one\"");
    assertThat(jsonl.lines().get(1)).contains("d.jsonl:2\"").contains("Salt");
    Run wrong = Run.command("keywords", lines);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("d.jsonl:1: has no text \"text\"").contains("body");
    Run broken = Run.command("keywords", file("x.jsonl", "{\n"));
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).contains("x.jsonl:1");
    Files.createDirectory(folder.resolve("empty"));
    assertThat(Run.command("keywords", folder.resolve("empty").toString()).err())
        .contains("a folder without files");
  }

  @Test
  void aKilledRunGoesOn() throws IOException {
    StringBuilder corpus = new StringBuilder();
    for (int i = 0; i < 80; i++) {
      corpus.append("{\"text\":\"word").append(i).append(" and ice\"}\n");
    }
    String input = file("c.jsonl", corpus.toString());
    Path whole = folder.resolve("whole.jsonl");
    Run.command("keywords", "-f", "jsonl", "-o", whole.toString(), input);
    List<String> expected = Files.readAllLines(whole);
    assertThat(expected).hasSize(80);

    Path file = folder.resolve("out.jsonl");
    Path part = folder.resolve("out.jsonl.part");
    Files.writeString(
        part, String.join("\n", expected.subList(0, 40)) + "\n" + "{\"document\":\"c.js");
    Run run = Run.command("keywords", "-f", "jsonl", "-o", file.toString(), "--resume", input);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("going on after 40 documents");
    assertThat(Files.readAllLines(file)).isEqualTo(expected);
    assertThat(part).doesNotExist();

    Files.writeString(part, "{\"document\":\"other\"}\n");
    Run other = Run.command("keywords", "-f", "jsonl", "-o", file.toString(), "--resume", input);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("has keywords of other");
  }

  @Test
  void keywordsAreMarked() throws IOException {
    Run run = Run.command("keywords", "--highlight", "-n", "1", "-t", "the salt and <b>");
    assertThat(run.lines().get(0)).isEqualTo("the **salt** and <b>");
    Run coloured = new Run().terminals("12").go("keywords", "--highlight", "-n", "1", "-t", "salt");
    assertThat(coloured.out()).contains("salt");

    Path page = folder.resolve("page.html");
    Run html = Run.command("keywords", "--html", page.toString(), "-t", TEXT + " <script>&\u0000");
    assertThat(html.code()).as(html.err()).isZero();
    String written = Files.readString(page);
    assertThat(written)
        .startsWith("<!DOCTYPE html>")
        .endsWith("</body></html>\n")
        .contains("<mark", "<svg", "&amp;\uFFFD")
        .doesNotContain("<script", "http");
  }

  @Test
  void keywordsAreComparedWithRightOnes() throws IOException {
    String gold =
        file(
            "gold.jsonl",
            """
            {"text":"Deep glaciers of ice.","keyphrases":["deep glacier","sea"]}
            {"text":"Salt","keyphrases":["salts"]}
            """);
    Run run = Run.command("keywords", "evaluate", gold);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(4);
    assertThat(run.lines().get(1).strip().split(" +", -1))
        .containsExactly("@5", "75.00", "75.00", "75.00");
    assertThat(Run.command("keywords", "evaluate", "--gold", "keys", gold).err())
        .contains("gold.jsonl:1: has no list \"keys\"");
    assertThat(Run.command("keywords", "evaluate", file("none.jsonl", "")).code()).isEqualTo(1);
  }

  @Test
  void stemsAreComparedAndWordsPartedAtMarks() {
    assertThat(KeywordsEvaluateCommand.compared("Multi-Agent  Systems"))
        .isEqualTo(KeywordsEvaluateCommand.compared("multi agent system"));
    assertThat(KeywordsEvaluateCommand.compared("BERT模型")).isEqualTo("bert模型");
    assertThat(KeywordsEvaluateCommand.compared("--")).isEmpty();
  }
}
