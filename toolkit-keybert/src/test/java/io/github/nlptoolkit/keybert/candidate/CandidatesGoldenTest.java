package io.github.nlptoolkit.keybert.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** scikit-learn's features and counts for the documents of the recorded calls, exactly. */
class CandidatesGoldenTest {

  @TestFactory
  List<DynamicTest> recordings() throws IOException {
    String given = System.getProperty("golden.dir", "");
    Path root = Path.of(given.isEmpty() ? "src/test/resources/golden" : given);
    Path folder = root.resolve("neural/keybert");
    assumeTrue(
        Files.exists(folder.resolve("candidates.json")), "no candidates are recorded in " + root);
    JsonArray documents = read(folder.resolve("english.json")).getAsJsonArray("documents");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement element : read(folder.resolve("candidates.json")).getAsJsonArray("cases")) {
      JsonObject recorded = element.getAsJsonObject();
      String name =
          "document "
              + recorded.get("doc")
              + ", n-grams "
              + recorded.get("ngram_range")
              + ", stop words "
              + recorded.get("stop_words");
      String document = documents.get(recorded.get("doc").getAsInt()).getAsString();
      tests.add(DynamicTest.dynamicTest(name, () -> check(recorded, document)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(JsonObject recorded, String document) {
    JsonArray range = recorded.getAsJsonArray("ngram_range");
    Candidates found =
        CountVectorizer.builder()
            .ngramRange(range.get(0).getAsInt(), range.get(1).getAsInt())
            .stopWords(stopWords(recorded.get("stop_words")))
            .build()
            .fit(List.of(document));
    assertThat(found.texts()).isEqualTo(strings(recorded.get("features")));
    JsonArray counts = recorded.getAsJsonArray("counts");
    assertThat(counts).hasSameSizeAs(found.texts());
    for (int i = 0; i < counts.size(); i++) {
      assertThat(found.count(0, i)).as(found.texts().get(i)).isEqualTo(counts.get(i).getAsInt());
    }
  }

  private static StopWords stopWords(JsonElement value) {
    if (value.isJsonNull()) {
      return StopWords.none();
    }
    return value.isJsonArray()
        ? StopWords.of(strings(value))
        : StopWords.named(value.getAsString());
  }

  private static List<String> strings(JsonElement list) {
    List<String> all = new ArrayList<>();
    list.getAsJsonArray().forEach(text -> all.add(text.getAsString()));
    return all;
  }

  private static JsonObject read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }
}
