package io.github.nlptoolkit.index;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an index is made with; it is kept in the index. Immutable and thread-safe.
 *
 * @param dimension how many values a vector has, in [1, 4096]
 * @param similarity how vectors are compared
 * @param language how texts are cut into words
 * @param connections how many neighbours a vector has in the graph, in [2, 512]; Lucene's {@code
 *     maxConn}, the paper's M
 * @param construction how many candidates are looked at for them, in [1, 3200]; Lucene's {@code
 *     beamWidth}, the paper's efConstruction
 */
public record IndexSettings(
    int dimension,
    VectorSimilarity similarity,
    TextLanguage language,
    int connections,
    int construction) {
  static final int MOST_DIMENSIONS = 4096;
  private static final int MOST_CONNECTIONS = 512;
  private static final int MOST_CONSTRUCTION = 3200;

  private static final String FORMAT = "nlptoolkit-index";
  private static final String VERSION = "1";

  /** Checks the ranges. */
  public IndexSettings {
    check("dimension", dimension, 1, MOST_DIMENSIONS);
    check("connections", connections, 2, MOST_CONNECTIONS);
    check("construction", construction, 1, MOST_CONSTRUCTION);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be in [" + least + ", " + most + "], got " + value);
    }
  }

  /**
   * The settings for most uses: cosine, 16 connections, 200 candidates.
   *
   * @param dimension how many values a vector has, in [1, 4096]
   * @param language how texts are cut into words
   * @return the settings
   * @throws IllegalArgumentException if {@code dimension} is out of range
   */
  public static IndexSettings of(int dimension, TextLanguage language) {
    return new IndexSettings(dimension, VectorSimilarity.COSINE, language, 16, 200);
  }

  /** As they are kept with each commit. */
  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(FORMAT, VERSION);
    map.put("dimension", Integer.toString(dimension));
    map.put("similarity", similarity.name().toLowerCase(Locale.ROOT));
    map.put("language", language.name().toLowerCase(Locale.ROOT));
    map.put("connections", Integer.toString(connections));
    map.put("construction", Integer.toString(construction));
    return map;
  }

  static IndexSettings read(Path folder, Map<String, String> map) throws ModelFormatException {
    String version = map.getOrDefault(FORMAT, "");
    if (!version.equals(VERSION)) {
      throw new ModelFormatException(
          folder,
          "",
          "an index of this toolkit, version " + VERSION,
          version.isEmpty() ? "another index of Lucene" : "version " + version);
    }
    try {
      return new IndexSettings(
          Integer.parseInt(map.getOrDefault("dimension", "")),
          VectorSimilarity.valueOf(map.getOrDefault("similarity", "").toUpperCase(Locale.ROOT)),
          TextLanguage.valueOf(map.getOrDefault("language", "").toUpperCase(Locale.ROOT)),
          Integer.parseInt(map.getOrDefault("connections", "")),
          Integer.parseInt(map.getOrDefault("construction", "")));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(folder, "settings", "those of an index", map.toString(), e);
    }
  }
}
