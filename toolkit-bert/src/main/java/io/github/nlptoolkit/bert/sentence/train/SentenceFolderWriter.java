package io.github.nlptoolkit.bert.sentence.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.encoder.TrainedWeights;
import io.github.nlptoolkit.bert.family.TensorSpec;
import io.github.nlptoolkit.bert.sentence.SentenceModules;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes a sentence model as sentence-transformers does: the files of its source but for weights,
 * and the weights by their published names. Immutable.
 */
final class SentenceFolderWriter {
  private static final String WEIGHTS = "model.safetensors";

  /**
   * What a source has of files that say how it computes; anything else, such as ONNX, is not it.
   */
  private static final Set<String> FILES =
      Set.of(
          "config.json",
          "modules.json",
          "config_sentence_transformers.json",
          "sentence_bert_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt",
          "vocab.json",
          "merges.txt",
          "sentencepiece.bpe.model",
          "spiece.model");

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private final SentenceModules source;

  SentenceFolderWriter(SentenceModules source) {
    this.source = source;
  }

  /**
   * Writes all files into a folder that is there.
   *
   * @param values the weights by their names, as {@link TrainedWeights} has them
   */
  void write(Function<String, float[]> values, Path target) throws IOException {
    List<String> places = places();
    if (places.isEmpty()) {
      writeModules(target);
    }
    copyFiles(source.folder(), target);
    for (String place : places) {
      if (!place.isEmpty()) {
        copyFiles(source.folder().resolve(place), target.resolve(place));
      }
    }
    Path transformer = target.resolve(places.isEmpty() ? "" : places.get(0));
    writeTransformer(values, transformer);
    writeConfig(transformer.resolve("config.json"));
    writeModuleWeights(values, places, target);
  }

  /** Where the modules lie in the source; none if it does not say. The reader has checked them. */
  private List<String> places() throws IOException {
    Path file = source.folder().resolve("modules.json");
    List<String> places = new ArrayList<>();
    if (Files.exists(file)) {
      for (JsonElement module : JsonParser.parseString(Files.readString(file)).getAsJsonArray()) {
        places.add(module.getAsJsonObject().get("path").getAsString());
      }
    }
    return places;
  }

  private static void copyFiles(Path folder, Path target) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(target);
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> FILES.contains(file.getFileName().toString())).toList();
    }
    for (Path file : files) {
      AtomicFile.write(target.resolve(file.getFileName().toString()), out -> Files.copy(file, out));
    }
  }

  private void writeTransformer(Function<String, float[]> values, Path target) throws IOException {
    Checkpoint checkpoint = source.transformer();
    SafetensorsWriter writer = new SafetensorsWriter();
    for (TensorSpec spec : TrainedWeights.encoderSpecs(checkpoint)) {
      writer.add(spec.name(), () -> values.apply(spec.name()), shape(spec.shape()));
    }
    for (String name : checkpoint.names()) {
      TensorView tensor = checkpoint.tensor(name);
      // A pooler is no part of what is trained, but of the class that others load.
      if (name.matches("(\\w+\\.)?pooler\\..*") && tensor.dtype().decodesToFloats()) {
        writer.add(name.substring(name.indexOf("pooler.")), tensor::toFloats, tensor.shape());
      }
    }
    writer.write(target.resolve(WEIGHTS));
  }

  private static long[] shape(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private void writeModuleWeights(
      Function<String, float[]> values, List<String> places, Path target) throws IOException {
    for (String place : places) {
      SafetensorsWriter writer = new SafetensorsWriter();
      boolean some = false;
      for (TensorView tensor : source.weights()) {
        if (!place.isEmpty() && tensor.file().resolveSibling("").endsWith(place)) {
          writer.add(
              tensor.name(), () -> values.apply(TrainedWeights.name(tensor)), tensor.shape());
          some = true;
        }
      }
      if (some) {
        writer.write(target.resolve(place).resolve(WEIGHTS));
      }
    }
  }

  private void writeConfig(Path target) throws IOException {
    JsonObject json = JsonParser.parseString(Files.readString(target)).getAsJsonObject();
    json.remove("torch_dtype");
    json.addProperty("dtype", "float32");
    write(target, GSON.toJson(json));
  }

  /** What a folder without modules is: a transformer with mean pooling. */
  private void writeModules(Path target) throws IOException {
    JsonArray modules = new JsonArray();
    modules.add(module(0, "", "Transformer"));
    modules.add(module(1, "1_Pooling", "Pooling"));
    write(target.resolve("modules.json"), GSON.toJson(modules));
    JsonObject pooling = new JsonObject();
    pooling.addProperty("word_embedding_dimension", source.dimension());
    pooling.addProperty("pooling_mode_cls_token", false);
    pooling.addProperty("pooling_mode_mean_tokens", true);
    pooling.addProperty("pooling_mode_max_tokens", false);
    pooling.addProperty("pooling_mode_mean_sqrt_len_tokens", false);
    Files.createDirectories(target.resolve("1_Pooling"));
    write(target.resolve("1_Pooling/config.json"), GSON.toJson(pooling));
    JsonObject limits = new JsonObject();
    limits.addProperty("max_seq_length", source.maxTokens());
    limits.addProperty("do_lower_case", false);
    write(target.resolve("sentence_bert_config.json"), GSON.toJson(limits));
  }

  private static JsonObject module(int index, String path, String kind) {
    JsonObject module = new JsonObject();
    module.addProperty("idx", index);
    module.addProperty("name", Integer.toString(index));
    module.addProperty("path", path);
    module.addProperty("type", "sentence_transformers.models." + kind);
    return module;
  }

  static void write(Path file, String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }
}
