package io.github.nlptoolkit.eval;

import static org.assertj.core.api.Assertions.assertThat;
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

/** Reads the recorded outputs of peers. */
public final class Golden {
  private Golden() {}

  /** A file of recorded metrics, below the folder {@code golden.dir} or in the test resources. */
  public static JsonObject metrics(String name) throws IOException {
    String given = System.getProperty("golden.dir", "");
    Path root = Path.of(given.isBlank() ? "src/test/resources/golden" : given);
    try (Reader reader = Files.newBufferedReader(root.resolve("classical/metrics").resolve(name))) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  /** A number, or what stands for one that JSON has not. */
  public static double number(JsonElement element) {
    return Double.parseDouble(element.getAsString());
  }

  public static double[] numbers(JsonElement array) {
    JsonArray values = array.getAsJsonArray();
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(values.get(i));
    }
    return numbers;
  }

  public static double[][] rows(JsonElement array) {
    return objects(array).stream().map(Golden::numbers).toArray(double[][]::new);
  }

  public static int[] integers(JsonElement array) {
    return objects(array).stream().mapToInt(JsonElement::getAsInt).toArray();
  }

  public static List<JsonElement> objects(JsonElement array) {
    List<JsonElement> all = new ArrayList<>();
    array.getAsJsonArray().forEach(all::add);
    return all;
  }

  public static List<String> strings(JsonElement array) {
    return objects(array).stream().map(JsonElement::getAsString).toList();
  }

  /** The same number as recorded within 1e-12, or to the twelve digits that are recorded. */
  public static void check(String what, JsonElement recorded, double found) {
    double size = Math.abs(number(recorded));
    double digits = size > 1 ? Math.pow(10, Math.floor(Math.log10(size)) - 11) : 0;
    check(what, recorded, found, Math.max(1e-12, 0.501 * digits) / Math.max(1, size));
  }

  public static void check(String what, JsonElement recorded, double found, double tolerance) {
    double expected = number(recorded);
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      assertThat(found).as(what).isEqualTo(Double.valueOf(expected));
    } else {
      assertThat(found)
          .as(what)
          .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
    }
  }

  public static void check(String what, JsonElement recorded, double[] found) {
    List<JsonElement> expected = objects(recorded);
    assertThat(found).as(what).hasSize(expected.size());
    for (int i = 0; i < found.length; i++) {
      check(what + " " + i, expected.get(i), found[i]);
    }
  }

  public static void check(String what, JsonElement recorded, double[][] found) {
    List<JsonElement> expected = objects(recorded);
    assertThat(found).as(what).hasNumberOfRows(expected.size());
    for (int i = 0; i < found.length; i++) {
      check(what + " " + i, expected.get(i), found[i]);
    }
  }
}
