package io.github.nlptoolkit.sequence.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Entities and scores as seqeval has them. */
class SeqevalGoldenTest {

  @TestFactory
  List<DynamicTest> recordings() throws IOException {
    String given = System.getProperty("golden.dir", "");
    Path root = Path.of(given.isEmpty() ? "src/test/resources/golden" : given);
    JsonObject recorded;
    try (Reader reader = Files.newBufferedReader(root.resolve("classical/metrics/sequence.json"))) {
      recorded = JsonParser.parseReader(reader).getAsJsonObject();
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement element : recorded.getAsJsonArray("entities")) {
      JsonObject entities = element.getAsJsonObject();
      tests.add(
          DynamicTest.dynamicTest(
              "entities of " + entities.get("tags"), () -> checkEntities(entities)));
    }
    for (JsonElement element : recorded.getAsJsonArray("cases")) {
      JsonObject scores = element.getAsJsonObject();
      tests.add(
          DynamicTest.dynamicTest(
              "scores of " + scores.get("name").getAsString(), () -> checkScores(scores)));
    }
    for (JsonElement element : recorded.getAsJsonArray("bad_input")) {
      JsonObject bad = element.getAsJsonObject();
      tests.add(DynamicTest.dynamicTest(bad.get("what").getAsString(), () -> checkRefused(bad)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void checkEntities(JsonObject recorded) {
    List<String> tags = strings(recorded.getAsJsonArray("tags"));
    for (Map.Entry<String, JsonElement> entry : recorded.entrySet()) {
      if (entry.getKey().equals("tags")) {
        continue;
      }
      boolean isDefault = entry.getKey().equals("default");
      if (entry.getValue().isJsonPrimitive()) {
        Scheme scheme = Scheme.valueOf(entry.getKey().substring("strict_".length()));
        assertThatThrownBy(() -> SeqevalEntities.strict(tags, scheme))
            .isInstanceOf(IllegalArgumentException.class);
        continue;
      }
      List<Chunk> expected = new ArrayList<>();
      for (JsonElement element : entry.getValue().getAsJsonArray()) {
        JsonArray entity = element.getAsJsonArray();
        expected.add(
            new Chunk(
                entity.get(0).getAsString(),
                entity.get(1).getAsInt(),
                entity.get(2).getAsInt() + (isDefault ? 1 : 0)));
      }
      List<Chunk> found =
          isDefault
              ? SeqevalEntities.lenient(tags)
              : SeqevalEntities.strict(
                  tags, Scheme.valueOf(entry.getKey().substring("strict_".length())));
      assertThat(found).as(entry.getKey()).isEqualTo(expected);
    }
  }

  private static void checkScores(JsonObject recorded) {
    List<List<String>> gold = sentences(recorded.getAsJsonArray("true"));
    List<List<String>> predicted = sentences(recorded.getAsJsonArray("predicted"));
    Scheme scheme = Scheme.valueOf(recorded.get("scheme").getAsString());
    check(recorded.getAsJsonObject("default"), ChunkScores.lenient(gold, predicted));
    check(recorded.getAsJsonObject("strict"), ChunkScores.strict(gold, predicted, scheme));
    assertThat(ChunkScores.tokenAccuracy(gold, predicted))
        .isCloseTo(recorded.get("token_accuracy").getAsDouble(), within(1e-9));
  }

  private static void check(JsonObject recorded, ChunkScores scores) {
    check(recorded.getAsJsonObject("micro"), scores.micro(), "f1");
    check(recorded.getAsJsonObject("macro"), scores.macro(), "f1");
    check(recorded.getAsJsonObject("weighted"), scores.weighted(), "f1");
    for (Map.Entry<String, JsonElement> type : recorded.getAsJsonObject("per_type").entrySet()) {
      ChunkScores.Score score =
          switch (type.getKey()) {
            case "micro avg" -> scores.micro();
            case "macro avg" -> scores.macro();
            case "weighted avg" -> scores.weighted();
            default -> scores.counts(type.getKey()).score();
          };
      check(type.getValue().getAsJsonObject(), score, "f1-score");
      assertThat(score.support())
          .isEqualTo(type.getValue().getAsJsonObject().get("support").getAsInt());
    }
  }

  private static void check(JsonObject recorded, ChunkScores.Score score, String f1) {
    check(recorded.get("precision"), score.precision());
    check(recorded.get("recall"), score.recall());
    check(recorded.get(f1), score.f1());
  }

  private static void check(JsonElement recorded, double found) {
    double expected = recorded.getAsDouble();
    if (Double.isNaN(expected)) {
      assertThat(found).isNaN();
    } else {
      assertThat(found).isCloseTo(expected, within(1e-9));
    }
  }

  private static void checkRefused(JsonObject recorded) {
    List<List<String>> gold = lists(recorded.getAsJsonArray("true"));
    List<List<String>> predicted = lists(recorded.getAsJsonArray("predicted"));
    assertThatThrownBy(() -> ChunkScores.lenient(gold, predicted))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ChunkScores.strict(gold, predicted, Scheme.IOB2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<List<String>> sentences(JsonArray array) {
    List<List<String>> sentences = new ArrayList<>();
    for (String sentence : strings(array)) {
      sentences.add(sentence.isEmpty() ? List.of() : List.of(sentence.split(" ", -1)));
    }
    return sentences;
  }

  private static List<List<String>> lists(JsonArray array) {
    List<List<String>> lists = new ArrayList<>();
    array.forEach(element -> lists.add(strings(element.getAsJsonArray())));
    return lists;
  }

  private static List<String> strings(JsonArray array) {
    List<String> strings = new ArrayList<>();
    array.forEach(element -> strings.add(element.getAsString()));
    return strings;
  }
}
