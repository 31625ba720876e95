package io.github.nlptoolkit.keybert.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what peers gave. */
final class Recorded {

  private Recorded() {}

  static JsonObject read(String file) throws IOException {
    String given = System.getProperty("golden.dir", "");
    Path path = Path.of(given.isEmpty() ? "src/test/resources/golden" : given).resolve(file);
    assumeTrue(Files.exists(path), "nothing is recorded in " + path);
    try (Reader reader = Files.newBufferedReader(path)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  static List<String> strings(JsonElement array) {
    List<String> strings = new ArrayList<>();
    array.getAsJsonArray().forEach(one -> strings.add(one.getAsString()));
    return strings;
  }

  /** Numbers by text: an object, or a list of pairs. */
  static Map<String, Double> numbers(JsonElement recorded) {
    Map<String, Double> numbers = new HashMap<>();
    if (recorded.isJsonObject()) {
      recorded
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().getAsDouble()));
    } else {
      for (JsonElement pair : recorded.getAsJsonArray()) {
        numbers.put(
            pair.getAsJsonArray().get(0).getAsString(), pair.getAsJsonArray().get(1).getAsDouble());
      }
    }
    return numbers;
  }

  static void assertClose(Map<String, Double> found, Map<String, Double> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (text, value) ->
            assertThat(found.get(text))
                .as(text)
                .isCloseTo(value, within(1e-8 * Math.max(1, Math.abs(value)))));
  }
}
