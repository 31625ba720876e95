package io.github.nlptoolkit.vectors.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.Similarity;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the recorded outputs of the Python peers. */
public final class Goldens {
  private Goldens() {}

  /** The folder that {@code golden.dir} names, or the copy in the test resources. */
  public static Path root() {
    String named = System.getProperty("golden.dir", "");
    return named.isBlank() ? Path.of("src/test/resources/golden") : Path.of(named);
  }

  /** A recording below {@code neural}. */
  public static JsonObject json(String place) throws IOException {
    return json(root().resolve("neural").resolve(place));
  }

  /** A file. */
  public static JsonObject json(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  /** The calls of a recording, of which there must be some. */
  public static List<JsonObject> calls(JsonObject recording) {
    List<JsonObject> calls = new ArrayList<>();
    recording.getAsJsonArray("calls").forEach(call -> calls.add(call.getAsJsonObject()));
    if (calls.isEmpty()) {
      throw new AssertionError("no calls recorded");
    }
    return calls;
  }

  /** Fails for an argument that a test does not know. */
  public static void checkKnown(JsonObject arguments, Set<String> known) {
    for (String name : arguments.keySet()) {
      if (!known.contains(name)) {
        throw new AssertionError("unknown argument " + name);
      }
    }
  }

  /** A list of vectors. */
  public static Embeddings embeddings(JsonElement rows) {
    List<float[]> vectors = new ArrayList<>();
    rows.getAsJsonArray().forEach(row -> vectors.add(floats(row.getAsJsonArray())));
    return Embeddings.ofRows(vectors);
  }

  /** A list of numbers. */
  public static float[] floats(JsonArray array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).getAsFloat();
    }
    return values;
  }

  /** A list of whole numbers. */
  public static List<Integer> ints(JsonArray array) {
    List<Integer> values = new ArrayList<>();
    array.forEach(value -> values.add(value.getAsInt()));
    return values;
  }

  /** A list of strings. */
  public static List<String> strings(JsonArray array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.getAsString()));
    return values;
  }

  /** The similarity that a call names by its Python function. */
  public static Similarity similarity(JsonObject arguments) {
    if (!arguments.has("score_function")) {
      return Similarity.COSINE;
    }
    String name = arguments.get("score_function").getAsString();
    return switch (name) {
      case "cos_sim" -> Similarity.COSINE;
      case "dot_score" -> Similarity.DOT;
      case "euclidean_sim" -> Similarity.EUCLIDEAN;
      case "manhattan_sim" -> Similarity.MANHATTAN;
      default -> throw new AssertionError("unknown score function " + name);
    };
  }
}
