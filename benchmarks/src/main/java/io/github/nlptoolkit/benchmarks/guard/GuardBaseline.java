package io.github.nlptoolkit.benchmarks.guard;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Ratios that were measured before, by the kind of the CPU, in a file of the repository.
 *
 * @param kinds for each kind of CPU the ratios by name
 */
record GuardBaseline(Map<String, Map<String, Double>> kinds) {

  /** Reads a file; one that is not there has nothing. */
  static GuardBaseline read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new GuardBaseline(Map.of());
    }
    try {
      Map<String, Map<String, Double>> kinds =
          new Gson()
              .fromJson(
                  Files.readString(file), new TypeToken<Map<String, Map<String, Double>>>() {});
      return new GuardBaseline(kinds);
    } catch (JsonParseException e) {
      throw new IOException(file + " does not hold ratios by CPU: " + e.getMessage(), e);
    }
  }

  /** Writes them as JSON, in an order that does not change. */
  void write(Path file) throws IOException {
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    byte[] json = (gson.toJson(new TreeMap<>(kinds)) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(json));
  }

  /** With other ratios of a kind, to three digits. */
  GuardBaseline with(String kind, Map<String, Double> ratios) {
    Map<String, Double> rounded = new TreeMap<>();
    ratios.forEach((name, ratio) -> rounded.put(name, Math.round(ratio * 1e3) / 1e3));
    Map<String, Map<String, Double>> all = new TreeMap<>(kinds);
    all.put(kind, rounded);
    return new GuardBaseline(all);
  }

  /** What a ratio of a kind was. */
  Optional<Double> ratio(String kind, String name) {
    return Optional.ofNullable(kinds.getOrDefault(kind, Map.of()).get(name));
  }

  /** Whether a ratio is too small: below what it was by more than a share of that. */
  boolean isWorse(String kind, String name, double ratio, double tolerance) {
    return ratio(kind, name).map(before -> ratio < before * (1 - tolerance)).orElse(false);
  }
}
