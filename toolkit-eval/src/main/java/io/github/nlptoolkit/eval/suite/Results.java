package io.github.nlptoolkit.eval.suite;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.eval.dataset.DataFormatException;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of results: JSON Lines, a result a line. */
public final class Results {
  private Results() {}

  /**
   * Reads results.
   *
   * @param file the file
   * @return the results, in order; immutable
   * @throws IOException if it cannot be read, or holds something else; the message has the line
   */
  public static List<SuiteResult> read(Path file) throws IOException {
    List<SuiteResult> results = new ArrayList<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          JsonObject object = JsonParser.parseString(lines.get(i)).getAsJsonObject();
          results.add(ResultJson.read(object));
        } catch (JsonParseException
            | IllegalStateException
            | IllegalArgumentException
            | UnsupportedOperationException
            | NullPointerException e) {
          throw new DataFormatException(
              file.toString(), i + 1L, "expected a result of nlp eval: " + e.getMessage());
        }
      }
    }
    return List.copyOf(results);
  }

  /**
   * Writes results, in one piece.
   *
   * @param results the results
   * @param file the file
   * @throws IOException if it cannot be written
   */
  public static void write(List<SuiteResult> results, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (SuiteResult result : results) {
      text.append(ResultJson.write(result)).append('\n');
    }
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
