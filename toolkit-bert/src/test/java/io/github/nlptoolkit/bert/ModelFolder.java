package io.github.nlptoolkit.bert;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A copy of a recorded model with something changed, for tests of what must be refused. */
public final class ModelFolder {
  private final Path folder;

  private ModelFolder(Path folder) {
    this.folder = folder;
  }

  /** Copies a recorded model, such as {@code encoders/mpnet}, from the test resources. */
  public static ModelFolder copy(String name, Path to) {
    Path from = Path.of("src/test/resources/golden/neural").resolve(name);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ModelFolder(to);
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** Sets a key of {@code config.json}. */
  public ModelFolder config(String key, Object value) throws IOException {
    return json("config.json", key, value);
  }

  /** Sets a key of a JSON file. */
  public ModelFolder json(String name, String key, Object value) throws IOException {
    Path file = folder.resolve(name);
    JsonObject json = GoldenFolder.json(file);
    if (value instanceof JsonElement element) {
      json.add(key, element);
    } else if (value instanceof Number number) {
      json.add(key, new JsonPrimitive(number));
    } else {
      json.add(key, new JsonPrimitive(String.valueOf(value)));
    }
    Files.writeString(file, json.toString());
    return this;
  }

  /** Removes a key of a JSON file. */
  public ModelFolder without(String name, String key) throws IOException {
    Path file = folder.resolve(name);
    JsonObject json = GoldenFolder.json(file);
    json.remove(key);
    Files.writeString(file, json.toString());
    return this;
  }

  /** Changes the names of the tensors; an empty name leaves the tensor out. */
  public ModelFolder rename(UnaryOperator<String> names) throws IOException {
    return tensors(names, Map.of());
  }

  /** Gives a tensor another shape, filled with zeros. */
  public ModelFolder reshape(String name, long... shape) throws IOException {
    return tensors(n -> n, Map.of(name, shape));
  }

  private ModelFolder tensors(UnaryOperator<String> names, Map<String, long[]> shapes)
      throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    SafetensorsWriter writer = new SafetensorsWriter();
    Map<String, long[]> left = new HashMap<>(shapes);
    for (String name : List.copyOf(checkpoint.names())) {
      TensorView tensor = checkpoint.tensor(name);
      String renamed = names.apply(name);
      long[] shape = left.remove(name);
      if (shape != null) {
        long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        writer.add(renamed, new float[(int) count], shape);
      } else if (!renamed.isEmpty() && tensor.dtype().decodesToFloats()) {
        writer.add(renamed, tensor.toFloats(), tensor.shape());
      }
    }
    if (!left.isEmpty()) {
      throw new AssertionError("no tensors " + left.keySet());
    }
    writer.write(folder.resolve("model.safetensors"));
    return this;
  }
}
