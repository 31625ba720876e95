package io.github.nlptoolkit.ngram;

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

/** Finds and reads the recorded outputs of peers. */
final class GoldenFolder {
  private GoldenFolder() {}

  /** A place below the folder that {@code golden.dir} names, or in the test resources. */
  static Path of(String place) {
    String named = System.getProperty("golden.dir", "");
    return (named.isBlank() ? Path.of("src/test/resources/golden") : Path.of(named)).resolve(place);
  }

  /** The files of a folder with an ending, in order. */
  static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject json(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  static List<String> strings(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsString)
        .toList();
  }

  /** A number, or what stands for one that JSON has not. */
  static double number(JsonElement element) {
    return Double.parseDouble(element.getAsString());
  }
}
