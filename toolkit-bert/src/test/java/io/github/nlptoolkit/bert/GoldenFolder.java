package io.github.nlptoolkit.bert;

import com.google.gson.JsonArray;
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
}
