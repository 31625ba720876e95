package io.github.nlptoolkit.models.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which files of a model's folder the toolkit reads; no other is ever downloaded. */
final class ModelFiles {

  static final String CONFIG = "config.json";
  static final String MODULES = "modules.json";
  static final String WEIGHTS = "model.safetensors";
  static final String INDEX = "model.safetensors.index.json";

  private static final Set<String> SMALL =
      Set.of(
          CONFIG,
          MODULES,
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "config_sentence_transformers.json");

  /** Old models name the file after the family: {@code sentence_roberta_config.json}. */
  private static final Pattern LIMITS = Pattern.compile("sentence_[a-z-]{1,20}_config\\.json");

  private static final Pattern PICKLE =
      Pattern.compile("pytorch_model(?:-[0-9]+-of-[0-9]+)?\\.bin(?:\\.index\\.json)?");
  private static final int MAX_MODULES = 50;
  private static final int MAX_SHARDS = 1000;

  private ModelFiles() {}

  /** Whether a name without folders is that of a small file that is read. */
  static boolean isSmall(String name) {
    return SMALL.contains(name) || LIMITS.matcher(name).matches();
  }

  /** Whether a name without folders is that of weights that are never read: pickles run code. */
  static boolean isPickle(String name) {
    return PICKLE.matcher(name).matches();
  }

  /** A name in a folder; the folder may be empty. */
  static String in(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /**
   * The folders of the modules that {@code modules.json} names, the empty one for the model's own.
   *
   * @throws ModelFormatException if it is not such a file, or a folder is outside the model's
   */
  static List<String> modulePaths(Path modules) throws IOException {
    JsonElement list = BoundedJson.read(modules);
    if (!list.isJsonArray() || list.getAsJsonArray().size() > MAX_MODULES) {
      throw new ModelFormatException(
          modules, "", "an array of at most " + MAX_MODULES + " modules", kind(list));
    }
    Set<String> paths = new LinkedHashSet<>();
    for (JsonElement module : list.getAsJsonArray()) {
      JsonElement path = module.isJsonObject() ? module.getAsJsonObject().get("path") : null;
      if (path == null || !isString(path)) {
        throw new ModelFormatException(modules, "path", "a folder's name", kind(module));
      }
      String text = path.getAsString();
      if (!text.isEmpty() && !FileNames.isSafe(text)) {
        throw new ModelFormatException(
            modules, "path", "a folder in the model's folder", "\"" + Printable.of(text) + "\"");
      }
      paths.add(text);
    }
    return List.copyOf(paths);
  }

  /**
   * The files that {@code model.safetensors.index.json} says hold the tensors.
   *
   * @throws ModelFormatException if it is not such a file, or a name leads out of its folder
   */
  static List<String> shards(Path index) throws IOException {
    JsonElement root = BoundedJson.read(index);
    JsonElement map = root.isJsonObject() ? root.getAsJsonObject().get("weight_map") : null;
    if (map == null || !map.isJsonObject()) {
      throw new ModelFormatException(index, "weight_map", "an object", kind(root));
    }
    Set<String> shards = new LinkedHashSet<>();
    JsonObject weightMap = map.getAsJsonObject();
    for (Map.Entry<String, JsonElement> entry : weightMap.entrySet()) {
      String shard = isString(entry.getValue()) ? entry.getValue().getAsString() : "";
      boolean valid =
          FileNames.isSafe(shard) && !shard.contains("/") && shard.endsWith(".safetensors");
      if (!valid || shards.size() > MAX_SHARDS) {
        throw new ModelFormatException(
            index,
            "weight_map",
            "names of at most " + MAX_SHARDS + " safetensors files in this folder",
            valid ? "more" : "\"" + Printable.of(entry.getValue().toString()) + "\"");
      }
      shards.add(shard);
    }
    if (shards.isEmpty()) {
      throw new ModelFormatException(index, "weight_map", "at least one tensor", "none");
    }
    return new ArrayList<>(shards);
  }

  private static boolean isString(JsonElement element) {
    return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
  }

  private static String kind(JsonElement element) {
    return Printable.of(element.toString());
  }
}
