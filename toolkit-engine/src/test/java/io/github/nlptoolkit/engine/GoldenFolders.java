package io.github.nlptoolkit.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The recorded outputs of the Python peers: those in {@code golden.dir}, else the copy here. */
public final class GoldenFolders {

  private GoldenFolders() {}

  /** The root, with {@code neural} in it. */
  public static Path root() {
    String given = System.getProperty("golden.dir", "");
    return given.isEmpty() ? Path.of("src/test/resources/golden") : Path.of(given);
  }

  /** The folders of a part that hold a {@code golden.json}, sorted; none if the part is absent. */
  public static List<Path> of(String part) throws IOException {
    Path folder = root().resolve(part);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> Files.exists(entry.resolve("golden.json"))).sorted().toList();
    }
  }

  /** A JSON file. */
  public static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  /** An array of whole numbers. */
  public static int[] ints(JsonElement array) {
    JsonArray elements = array.getAsJsonArray();
    int[] ints = new int[elements.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = elements.get(i).getAsInt();
    }
    return ints;
  }

  /** An array of strings. */
  public static List<String> strings(JsonElement array) {
    List<String> strings = new ArrayList<>();
    array.getAsJsonArray().forEach(element -> strings.add(element.getAsString()));
    return strings;
  }

  /** Whether a key has a value that is not null. */
  public static boolean has(JsonObject object, String key) {
    return object.has(key) && !object.get(key).isJsonNull();
  }
}
