package io.github.nlptoolkit.bert;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A copy of a recorded model folder, to be changed by a test. */
public final class TinyModel {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/neural");
  private static final Gson GSON = new Gson();

  private final Path folder;

  private TinyModel(Path folder) {
    this.folder = folder;
  }

  /** The folder itself, not to be changed. */
  public static Path original(String place) {
    return GOLDEN.resolve(place);
  }

  /** Copies a folder such as {@code sbert/pool-mean} to a new one. */
  public static TinyModel copy(String place, Path target) throws IOException {
    Path source = original(place);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.write(copy, Files.readAllBytes(file));
        }
      }
    }
    return new TinyModel(target);
  }

  /** Where the copy is. */
  public Path folder() {
    return folder;
  }

  /** Changes a JSON object. */
  public TinyModel json(String file, Consumer<JsonObject> change) {
    JsonObject object = JsonParser.parseString(text(file)).getAsJsonObject();
    change.accept(object);
    return write(file, GSON.toJson(object));
  }

  /** Changes the modules. */
  public TinyModel modules(Consumer<JsonArray> change) {
    JsonArray array = JsonParser.parseString(text("modules.json")).getAsJsonArray();
    change.accept(array);
    return write("modules.json", GSON.toJson(array));
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a text in the place of a file. */
  public TinyModel write(String file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private TinyModel write(String file, byte[] bytes) {
    try {
      Path target = folder.resolve(file);
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.write(target, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Takes a file away. */
  public TinyModel delete(String file) {
    try {
      Files.delete(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Cuts bytes off the end of a file. */
  public TinyModel cut(String file, int bytes) {
    Path path = folder.resolve(file);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** One tensor of a safetensors file. */
  public static final class RawTensor {
    final String dtype;
    final List<Long> shape;
    final byte[] bytes;

    /** Makes one. */
    public RawTensor(String dtype, List<Long> shape, byte[] bytes) {
      this.dtype = dtype;
      this.shape = shape;
      this.bytes = bytes;
    }

    /** One of 32-bit floats. */
    public static RawTensor floats(List<Long> shape, float... values) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : values) {
        bytes.putFloat(value);
      }
      return new RawTensor("F32", shape, bytes.array());
    }

    /** How long it is in each dimension. */
    public List<Long> shape() {
      return shape;
    }

    /** The floats cut to the bits of bfloat16, as BF16 or as F32. */
    public RawTensor rounded(String type) {
      if (!dtype.equals("F32")) {
        return this;
      }
      boolean half = type.equals("BF16");
      byte[] cut = new byte[half ? bytes.length / 2 : bytes.length];
      for (int i = 0; i < bytes.length; i += 4) {
        System.arraycopy(bytes, i + 2, cut, half ? i / 2 : i + 2, 2);
      }
      return new RawTensor(type, shape, cut);
    }

    /** The upper left corner of a matrix of 32-bit floats. */
    public RawTensor corner(int height, int width) {
      int rows = (int) (long) shape.get(0);
      int columns = (int) (long) shape.get(1);
      byte[] cut = new byte[4 * height * width];
      for (int row = 0; row < Math.min(rows, height); row++) {
        System.arraycopy(bytes, 4 * row * columns, cut, 4 * row * width, 4 * width);
      }
      return new RawTensor(dtype, List.of((long) height, (long) width), cut);
    }

    /** The first values of a vector of 32-bit floats. */
    public RawTensor first(int count) {
      return new RawTensor(dtype, List.of((long) count), Arrays.copyOf(bytes, 4 * count));
    }

    /** The same bytes as another type. */
    public RawTensor as(String type, Long... dimensions) {
      return new RawTensor(type, List.of(dimensions), bytes);
    }
  }

  /** Changes the tensors of {@code model.safetensors}. */
  public TinyModel tensors(Consumer<Map<String, RawTensor>> change) {
    Map<String, RawTensor> tensors;
    try {
      tensors = read(Files.readAllBytes(folder.resolve("model.safetensors")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    change.accept(tensors);
    return write("model.safetensors", safetensors(tensors));
  }

  private static Map<String, RawTensor> read(byte[] file) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    JsonObject header =
        JsonParser.parseString(new String(file, 8, length, StandardCharsets.UTF_8))
            .getAsJsonObject();
    Map<String, RawTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      if (!entry.getKey().equals("__metadata__")) {
        JsonObject tensor = entry.getValue().getAsJsonObject();
        JsonArray offsets = tensor.getAsJsonArray("data_offsets");
        tensors.put(
            entry.getKey(),
            new RawTensor(
                tensor.get("dtype").getAsString(),
                tensor.getAsJsonArray("shape").asList().stream()
                    .map(JsonElement::getAsLong)
                    .toList(),
                Arrays.copyOfRange(
                    file,
                    8 + length + offsets.get(0).getAsInt(),
                    8 + length + offsets.get(1).getAsInt())));
      }
    }
    return tensors;
  }

  private static byte[] safetensors(Map<String, RawTensor> tensors) {
    JsonObject header = new JsonObject();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    tensors.forEach(
        (name, tensor) -> {
          JsonObject entry = new JsonObject();
          entry.addProperty("dtype", tensor.dtype);
          entry.add("shape", GSON.toJsonTree(tensor.shape));
          int begin = data.size();
          data.writeBytes(tensor.bytes);
          entry.add("data_offsets", GSON.toJsonTree(List.of(begin, data.size())));
          header.add(name, entry);
        });
    byte[] json = GSON.toJson(header).getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + data.size());
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data.toByteArray());
    return file.array();
  }
}
