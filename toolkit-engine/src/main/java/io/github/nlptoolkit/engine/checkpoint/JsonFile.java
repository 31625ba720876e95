package io.github.nlptoolkit.engine.checkpoint;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a small JSON file as a tree of {@code Map}, {@code List}, {@code String}, {@code Boolean},
 * {@link Numeral} and {@link Null}. Strict (RFC 8259), no duplicate keys, and bounded in size,
 * depth and number of values, so that a hostile file costs no more than an error.
 */
final class JsonFile {
  /** The largest file that is read; the largest config.json in the wild has some 100 kB. */
  static final int MOST_BYTES = 16 << 20;

  /** The deepest nesting that is read. */
  static final int MOST_DEPTH = 64;

  /** The most values that are read: a value costs more memory than its text. */
  static final int MOST_VALUES = 1_000_000;

  /** A number as it is written, so that none loses digits. */
  record Numeral(String literal) {}

  /** The JSON value {@code null}. */
  enum Null {
    NULL
  }

  private final Path file;
  private int values;

  private JsonFile(Path file) {
    this.file = file;
  }

  /** The file's one value. */
  static Object read(Path file) throws IOException {
    byte[] bytes = ModelFiles.bytes(file, MOST_BYTES);
    try (JsonReader reader = reader(bytes, 0, bytes.length)) {
      Object value = new JsonFile(file).value(reader);
      requireEnd(reader);
      return value;
    } catch (ModelFormatException e) {
      throw e;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw notJson(file, e);
    }
  }

  /** A reader with this room's rules. */
  static JsonReader reader(byte[] bytes, int start, int length) {
    JsonReader reader = new JsonReader(ModelFiles.utf8(bytes, start, length));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MOST_DEPTH);
    return reader;
  }

  static void requireEnd(JsonReader reader) throws IOException {
    if (reader.peek() != JsonToken.END_DOCUMENT) {
      throw new IllegalStateException("there is more after the value");
    }
  }

  static ModelFormatException notJson(Path file, Exception cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new ModelFormatException(
        file, "", "JSON in UTF-8", cause.getClass().getSimpleName() + ": " + reason, cause);
  }

  private Object value(JsonReader reader) throws IOException {
    if (++values > MOST_VALUES) {
      throw new ModelFormatException(file, "", "at most " + MOST_VALUES + " values", "more");
    }
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> reader.nextString();
      case NUMBER -> new Numeral(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield Null.NULL;
      }
      default -> throw new IllegalStateException("unexpected " + reader.peek());
    };
  }

  private Map<String, Object> object(JsonReader reader) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (object.containsKey(key)) {
        throw new ModelFormatException(file, Shown.of(key), "each key once", "it twice");
      }
      object.put(key, value(reader));
    }
    reader.endObject();
    return object;
  }

  private List<Object> array(JsonReader reader) throws IOException {
    List<Object> array = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(reader));
    }
    reader.endArray();
    return array;
  }
}
