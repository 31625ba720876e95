package io.github.nlptoolkit.benchmarks.scale;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.nlptoolkit.benchmarks.report.MachineFacts;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was measured, in a file that grows with each JVM that has ended. Immutable if its list is.
 *
 * @param machine where and with what, at the last change
 * @param cells the measurements, one of each kind
 */
record ScaleResults(MachineFacts machine, List<ScaleCell> cells) {

  private static Gson gson() {
    return new GsonBuilder().setPrettyPrinting().create();
  }

  /** Reads what {@link #write} wrote. */
  static ScaleResults read(Path file) throws IOException {
    try {
      return gson().fromJson(Files.readString(file), ScaleResults.class);
    } catch (JsonParseException e) {
      throw new IOException(file + " does not hold such results: " + e.getMessage(), e);
    }
  }

  /** Writes them as JSON. */
  void write(Path file) throws IOException {
    byte[] json = (gson().toJson(this) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(json));
  }

  /** With newer measurements, which replace those of the same kind. */
  ScaleResults with(MachineFacts now, List<ScaleCell> newer) {
    List<ScaleCell> all = new ArrayList<>();
    for (ScaleCell cell : cells) {
      if (newer.stream().noneMatch(cell::isOf)) {
        all.add(cell);
      }
    }
    all.addAll(newer);
    return new ScaleResults(now, all);
  }

  /** Whether there is a measurement of each value that is not above a limit. */
  boolean has(
      ScaleModel model, Precision precision, int threads, Axis axis, boolean quick, int limit) {
    return axis.values(quick).stream()
        .filter(value -> axis != Axis.CORPUS || value <= limit)
        .allMatch(value -> find(model, precision, threads, axis, value).isPresent());
  }

  /** One measurement. */
  Optional<ScaleCell> find(
      ScaleModel model, Precision precision, int threads, Axis axis, int value) {
    ScaleCell wanted = new ScaleCell(model, precision, threads, axis, value, 0, 0, 0, 0);
    return cells.stream().filter(wanted::isOf).findFirst();
  }
}
