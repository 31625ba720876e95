package io.github.nlptoolkit.bert;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds and reads the recorded outputs of the Python peers. */
public final class GoldenFolder {
  private GoldenFolder() {}

  /** The folder that {@code golden.dir} names, or the copy in the test resources. */
  public static Path root() {
    String named = System.getProperty("golden.dir", "");
    return named.isBlank() ? Path.of("src/test/resources/golden") : Path.of(named);
  }

  /** The folders below a place that hold a {@code golden.json}, in order. */
  public static List<Path> cases(String place) {
    try (Stream<Path> folders = Files.list(root().resolve(place))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("golden.json")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JSON file. */
  public static JsonObject json(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  /** A list of strings. */
  public static List<String> strings(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(e -> e.getAsString()).toList();
  }

  /** A list of vectors. */
  public static float[][] rows(JsonArray array) {
    float[][] rows = new float[array.size()][];
    for (int i = 0; i < rows.length; i++) {
      JsonArray row = array.get(i).getAsJsonArray();
      rows[i] = new float[row.size()];
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = row.get(j).getAsFloat();
      }
    }
    return rows;
  }

  /** A list of whole numbers. */
  public static int[] ints(JsonArray array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).getAsInt();
    }
    return values;
  }

  /** The numbers of nested lists, one after another. */
  public static JsonArray flat(JsonArray array) {
    JsonArray flat = new JsonArray();
    for (JsonElement element : array) {
      if (element.isJsonArray()) {
        flat.addAll(flat(element.getAsJsonArray()));
      } else {
        flat.add(element);
      }
    }
    return flat;
  }

  /** The largest difference to recorded numbers, of which there must be as many. */
  public static double difference(float[] actual, JsonArray recorded) {
    if (actual.length != recorded.size()) {
      throw new AssertionError(actual.length + " numbers, recorded are " + recorded.size());
    }
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs(actual[i] - recorded.get(i).getAsDouble());
      // A NaN is no small difference.
      worst = difference <= worst ? worst : difference;
    }
    return worst;
  }
}
