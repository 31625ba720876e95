package io.github.nlptoolkit.engine.checkpoint;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code model.safetensors.index.json}: which shard holds which tensor. */
final class ShardIndex {

  private ShardIndex() {}

  /**
   * Opens all shards and finds every tensor in its own.
   *
   * @return the file of each tensor; tensors that the index does not list are left out
   */
  static Map<String, SafetensorsFile> open(Path folder, Path index) throws IOException {
    Map<String, String> shardOf = read(index);
    Map<String, SafetensorsFile> shards = openShards(folder, index, shardOf);
    Map<String, SafetensorsFile> files = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : shardOf.entrySet()) {
      SafetensorsFile shard = shards.get(entry.getValue());
      if (shard == null || !shard.names().contains(entry.getKey())) {
        throw new ModelFormatException(
            index,
            "weight_map." + Shown.of(entry.getKey()),
            "a shard that holds this tensor",
            Shown.quoted(entry.getValue()) + ", which does not");
      }
      files.put(entry.getKey(), shard);
    }
    return files;
  }

  private static Map<String, SafetensorsFile> openShards(
      Path folder, Path index, Map<String, String> shardOf) throws IOException {
    Map<String, Path> paths = new LinkedHashMap<>();
    List<String> absent = new ArrayList<>();
    for (Map.Entry<String, String> entry : shardOf.entrySet()) {
      String shard = entry.getValue();
      if (!paths.containsKey(shard)) {
        String key = "weight_map." + Shown.of(entry.getKey());
        Path path = ModelFiles.inside(folder, shard, index, key);
        paths.put(shard, path);
        if (!ModelFiles.exists(path)) {
          absent.add(Shown.quoted(shard));
        }
      }
    }
    if (!absent.isEmpty()) {
      throw new ModelFormatException(
          index,
          "weight_map",
          "shards that are in the folder",
          absent.size()
              + " that are not: "
              + String.join(", ", absent.subList(0, Math.min(10, absent.size())))
              + (absent.size() > 10 ? ", ..." : ""));
    }
    Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
    for (Map.Entry<String, Path> entry : paths.entrySet()) {
      shards.put(entry.getKey(), SafetensorsFile.open(entry.getValue()));
    }
    return shards;
  }

  private static Map<String, String> read(Path index) throws IOException {
    byte[] json = ModelFiles.bytes(index, SafetensorsHeader.MOST_HEADER_BYTES);
    Map<String, String> shardOf = new LinkedHashMap<>();
    boolean found = false;
    try (JsonReader reader = JsonFile.reader(json, 0, json.length)) {
      require(index, reader, JsonToken.BEGIN_OBJECT, "", "an object");
      reader.beginObject();
      while (reader.hasNext()) {
        if (!reader.nextName().equals("weight_map")) {
          reader.skipValue();
        } else if (found) {
          throw new ModelFormatException(index, "weight_map", "it once", "it twice");
        } else {
          found = true;
          weightMap(index, reader, shardOf);
        }
      }
      reader.endObject();
      JsonFile.requireEnd(reader);
    } catch (ModelFormatException e) {
      throw e;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw JsonFile.notJson(index, e);
    }
    if (!found) {
      throw new ModelFormatException(index, "weight_map", "an object of strings", "nothing");
    }
    return shardOf;
  }

  private static void weightMap(Path index, JsonReader reader, Map<String, String> shardOf)
      throws IOException {
    Map<String, String> seen = new LinkedHashMap<>();
    require(index, reader, JsonToken.BEGIN_OBJECT, "weight_map", "an object of strings");
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      String key = "weight_map." + Shown.of(name);
      require(index, reader, JsonToken.STRING, key, "a file name");
      String shard = reader.nextString();
      String known = seen.putIfAbsent(shard, shard);
      if (shardOf.putIfAbsent(name, known == null ? shard : known) != null) {
        throw new ModelFormatException(index, key, "each tensor once", "it twice");
      }
    }
    reader.endObject();
  }

  private static void require(
      Path index, JsonReader reader, JsonToken token, String key, String expected)
      throws IOException {
    if (reader.peek() != token) {
      throw new ModelFormatException(index, key, expected, "a JSON " + reader.peek());
    }
  }
}
