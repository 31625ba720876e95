package io.github.nlptoolkit.word2vec;

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
import java.util.stream.StreamSupport;

/** Finds and reads what gensim gave. Tests export nothing, so its signatures may name Gson. */
@SuppressWarnings("exports")
public final class GoldenFolder {
  private GoldenFolder() {}

  /** The folder of Word2vec in the one that {@code golden.dir} names, or in the test resources. */
  public static Path root() {
    String named = System.getProperty("golden.dir", "");
    Path root = named.isBlank() ? Path.of("src/test/resources/golden") : Path.of(named);
    return root.resolve("classical/w2v");
  }

  /** A JSON file. */
  public static JsonObject json(String name) throws IOException {
    try (Reader reader = Files.newBufferedReader(root().resolve(name))) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  /** The objects of a list; there must be some. */
  public static List<JsonObject> objects(JsonElement array) {
    List<JsonObject> objects =
        StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .toList();
    if (objects.isEmpty()) {
      throw new AssertionError("nothing is recorded");
    }
    return objects;
  }

  /** A list of strings; null stays out. */
  public static List<String> strings(JsonElement array) {
    List<String> strings = new ArrayList<>();
    for (JsonElement element : array.getAsJsonArray()) {
      if (!element.isJsonNull()) {
        strings.add(element.getAsString());
      }
    }
    return strings;
  }

  /** A number, which may be written as a string. */
  public static double number(JsonElement element) {
    return Double.parseDouble(element.getAsString());
  }

  /** A list of vectors. */
  public static float[][] rows(JsonElement array) {
    JsonArray list = array.getAsJsonArray();
    float[][] rows = new float[list.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = floats(list.get(i));
    }
    return rows;
  }

  /** A vector. */
  public static float[] floats(JsonElement array) {
    JsonArray list = array.getAsJsonArray();
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) number(list.get(i));
    }
    return values;
  }

  /** A list of whole numbers. */
  public static int[] ints(JsonElement array) {
    JsonArray list = array.getAsJsonArray();
    int[] values = new int[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).getAsInt();
    }
    return values;
  }
}
