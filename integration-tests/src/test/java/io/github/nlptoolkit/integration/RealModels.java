package io.github.nlptoolkit.integration;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The embedded models that the tests share, imported once into a cache of this module's own.
 * Embedders stay open until the JVM ends: no test closes them.
 */
final class RealModels {
  private static final Path CACHE = Path.of("target", "nlptoolkit-cache");
  private static final String LIMITS = "sentence_bert_config.json";
  private static final Map<String, SentenceEmbedder> EMBEDDERS = new HashMap<>();

  private RealModels() {}

  /** The checkpoint folder of a model. */
  static Path folder(String shortName) throws IOException {
    return Models.at(CACHE).resolve(shortName);
  }

  /** A model by its short name in single precision, which is what the peers were recorded in. */
  static synchronized SentenceEmbedder embedder(String shortName) throws IOException {
    SentenceEmbedder known = EMBEDDERS.get(shortName);
    if (known == null) {
      known = load(folder(shortName));
      EMBEDDERS.put(shortName, known);
    }
    return known;
  }

  /** The same model with another limit of tokens. */
  static synchronized SentenceEmbedder embedder(String shortName, int maxTokens)
      throws IOException {
    if (embedder(shortName).maxTokens() == maxTokens) {
      return embedder(shortName);
    }
    String name = shortName + "-" + maxTokens;
    SentenceEmbedder known = EMBEDDERS.get(name);
    if (known == null) {
      known = load(withLimit(folder(shortName), CACHE.resolve(name), maxTokens));
      EMBEDDERS.put(name, known);
    }
    return known;
  }

  private static SentenceEmbedder load(Path folder) throws IOException {
    return SentenceEmbedder.builder(folder).precision(Precision.FLOAT32).load();
  }

  private static Path withLimit(Path source, Path target, int maxTokens) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.deleteIfExists(copy);
          Files.copy(file, copy);
        }
      }
    }
    JsonObject limits =
        JsonParser.parseString(Files.readString(target.resolve(LIMITS))).getAsJsonObject();
    limits.addProperty("max_seq_length", maxTokens);
    Files.writeString(target.resolve(LIMITS), limits.toString());
    return target;
  }
}
