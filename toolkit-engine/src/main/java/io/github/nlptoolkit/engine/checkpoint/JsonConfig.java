package io.github.nlptoolkit.engine.checkpoint;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a model folder, such as {@code config.json}, read through typed getters. A value
 * that is missing where it is needed, or of another kind, or out of range, is a {@link
 * ModelFormatException} that names file, key, expected and found. A {@code null} counts as missing.
 *
 * <p>Files are strict JSON in UTF-8, without duplicate keys, of at most 16 MB, 64 levels and
 * 1,000,000 values. Immutable and thread-safe.
 */
public final class JsonConfig {
  private final Path file;
  private final String prefix;
  private final Map<String, Object> values;

  private JsonConfig(Path file, String prefix, Map<String, Object> values) {
    this.file = file;
    this.prefix = prefix;
    this.values = values;
  }

  /**
   * Reads a file that holds an object.
   *
   * @param file the file
   * @return its object
   * @throws ModelFormatException if there is no such file, it is not JSON, too large, or not an
   *     object
   * @throws IOException if it cannot be read
   */
  public static JsonConfig read(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    return of(file, "", JsonFile.read(file));
  }

  /**
   * Reads a file that holds an array of objects, such as {@code modules.json}.
   *
   * @param file the file
   * @return its objects in order; an immutable list
   * @throws ModelFormatException if there is no such file, it is not JSON, too large, or not an
   *     array of objects
   * @throws IOException if it cannot be read
   */
  public static List<JsonConfig> readList(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    return objects(file, "", JsonFile.read(file));
  }

  private static JsonConfig of(Path file, String key, Object value) throws ModelFormatException {
    if (!(value instanceof Map<?, ?> map)) {
      throw new ModelFormatException(file, key, "an object", describe(value));
    }
    @SuppressWarnings("unchecked") // JsonFile makes no other maps
    Map<String, Object> values = (Map<String, Object>) map;
    return new JsonConfig(file, key.isEmpty() ? "" : key + ".", values);
  }

  private static List<JsonConfig> objects(Path file, String key, Object value)
      throws ModelFormatException {
    if (!(value instanceof List<?> list)) {
      throw new ModelFormatException(file, key, "an array of objects", describe(value));
    }
    List<JsonConfig> objects = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      objects.add(of(file, key + "[" + i + "]", list.get(i)));
    }
    return List.copyOf(objects);
  }

  /**
   * Where it was read from.
   *
   * @return the file
   */
  public Path file() {
    return file;
  }

  /**
   * The keys, those with a {@code null} too.
   *
   * @return the keys in the file's order; unmodifiable
   */
  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /**
   * Whether a key has a value.
   *
   * @param key the key
   * @return false if it is missing or its value is {@code null}
   */
  public boolean has(String key) {
    return find(key) != null;
  }

  /**
   * Whether a key has an object.
   *
   * @param key the key
   * @return false if it is missing or its value is something else
   */
  public boolean isObject(String key) {
    return find(key) instanceof Map<?, ?>;
  }

  /**
   * A string that must be there.
   *
   * @param key the key
   * @return its value
   * @throws ModelFormatException if it is missing or not a string
   */
  public String string(String key) throws ModelFormatException {
    return asString(key, required(key, "a string"));
  }

  /**
   * A string that may be there.
   *
   * @param key the key
   * @return its value, or empty if it is missing
   * @throws ModelFormatException if it is there and not a string
   */
  public Optional<String> optionalString(String key) throws ModelFormatException {
    Object value = find(key);
    return value == null ? Optional.empty() : Optional.of(asString(key, value));
  }

  /**
   * A whole number that must be there.
   *
   * @param key the key
   * @param min the least value allowed
   * @param max the greatest value allowed
   * @return its value
   * @throws ModelFormatException if it is missing, not a whole number, or out of range
   */
  public int integer(String key, int min, int max) throws ModelFormatException {
    return asInteger(key, required(key, range(min, max)), min, max);
  }

  /**
   * A whole number that may be there.
   *
   * @param key the key
   * @param min the least value allowed
   * @param max the greatest value allowed
   * @return its value, or empty if it is missing
   * @throws ModelFormatException if it is there and not a whole number, or out of range
   */
  public OptionalInt optionalInteger(String key, int min, int max) throws ModelFormatException {
    Object value = find(key);
    return value == null ? OptionalInt.empty() : OptionalInt.of(asInteger(key, value, min, max));
  }

  /**
   * A number that must be there.
   *
   * @param key the key
   * @return its value, finite
   * @throws ModelFormatException if it is missing, not a number, or too great for a double
   */
  public double decimal(String key) throws ModelFormatException {
    return asDecimal(key, required(key, "a number"));
  }

  /**
   * A number that may be there.
   *
   * @param key the key
   * @return its value, finite, or empty if it is missing
   * @throws ModelFormatException if it is there and not a number, or too great for a double
   */
  public OptionalDouble optionalDecimal(String key) throws ModelFormatException {
    Object value = find(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(asDecimal(key, value));
  }

  /**
   * A truth value that must be there.
   *
   * @param key the key
   * @return its value
   * @throws ModelFormatException if it is missing or neither true nor false
   */
  public boolean bool(String key) throws ModelFormatException {
    return asBool(key, required(key, "true or false"));
  }

  /**
   * A truth value that may be there.
   *
   * @param key the key
   * @param absent what holds if it is missing
   * @return its value, or {@code absent}
   * @throws ModelFormatException if it is there and neither true nor false
   */
  public boolean bool(String key, boolean absent) throws ModelFormatException {
    Object value = find(key);
    return value == null ? absent : asBool(key, value);
  }

  /**
   * Strings that must be there.
   *
   * @param key the key
   * @return its array's strings in order; an immutable list
   * @throws ModelFormatException if it is missing or not an array of strings
   */
  public List<String> strings(String key) throws ModelFormatException {
    return asStrings(key, required(key, "an array of strings"));
  }

  /**
   * Strings that may be there.
   *
   * @param key the key
   * @return its array's strings in order, an immutable list, or empty if it is missing
   * @throws ModelFormatException if it is there and not an array of strings
   */
  public Optional<List<String>> optionalStrings(String key) throws ModelFormatException {
    Object value = find(key);
    return value == null ? Optional.empty() : Optional.of(asStrings(key, value));
  }

  /**
   * An object that must be there.
   *
   * @param key the key
   * @return its value; its errors name the whole way to their key
   * @throws ModelFormatException if it is missing or not an object
   */
  public JsonConfig object(String key) throws ModelFormatException {
    return of(file, prefix + key, required(key, "an object"));
  }

  /**
   * An object that may be there.
   *
   * @param key the key
   * @return its value, or empty if it is missing
   * @throws ModelFormatException if it is there and not an object
   */
  public Optional<JsonConfig> optionalObject(String key) throws ModelFormatException {
    Object value = find(key);
    return value == null ? Optional.empty() : Optional.of(of(file, prefix + key, value));
  }

  /**
   * An array of objects that must be there.
   *
   * @param key the key
   * @return its objects in order; an immutable list
   * @throws ModelFormatException if it is missing or not an array of objects
   */
  public List<JsonConfig> objects(String key) throws ModelFormatException {
    return objects(file, prefix + key, required(key, "an array of objects"));
  }

  /**
   * A path that must be there, relative to this file's folder, as in {@code modules.json}.
   *
   * @param key the key
   * @return the path within the folder, the folder itself if the value is empty; what it names may
   *     be missing
   * @throws ModelFormatException if it is missing, not a string, or leads out of the folder
   */
  public Path path(String key) throws ModelFormatException {
    Path folder = file.toAbsolutePath().getParent();
    return ModelFiles.inside(
        folder == null ? file : folder, string(key), file, prefix + Shown.of(key));
  }

  /**
   * Makes the error for a value that its caller cannot use, such as an unknown {@code model_type}.
   *
   * @param key the key
   * @param expected what its value must be
   * @return the error; it names this file, the key, and the value found
   */
  public ModelFormatException wrong(String key, String expected) {
    Object value = find(key);
    String found = value == null ? "nothing" : describe(value);
    return new ModelFormatException(file, prefix + Shown.of(key), expected, found);
  }

  /**
   * One string or a list of strings, that must be there.
   *
   * @param key the key
   * @return its values; one for a string that stands alone
   * @throws ModelFormatException if it is missing or something else
   */
  public List<String> stringOrStrings(String key) throws ModelFormatException {
    return find(key) instanceof String string ? List.of(string) : strings(key);
  }

  private @Nullable Object find(String key) {
    Object value = values.get(Objects.requireNonNull(key, "key"));
    return value == JsonFile.Null.NULL ? null : value;
  }

  private Object required(String key, String expected) throws ModelFormatException {
    Object value = find(key);
    if (value == null) {
      throw wrong(key, expected);
    }
    return value;
  }

  private String asString(String key, Object value) throws ModelFormatException {
    if (value instanceof String string) {
      return string;
    }
    throw wrong(key, "a string");
  }

  private int asInteger(String key, Object value, int min, int max) throws ModelFormatException {
    if (value instanceof JsonFile.Numeral number) {
      try {
        int integer = Integer.parseInt(number.literal());
        if (integer >= min && integer <= max) {
          return integer;
        }
      } catch (NumberFormatException e) {
        throw new ModelFormatException(file, prefix + key, range(min, max), describe(value), e);
      }
    }
    throw wrong(key, range(min, max));
  }

  private double asDecimal(String key, Object value) throws ModelFormatException {
    if (value instanceof JsonFile.Numeral number) {
      double decimal = Double.parseDouble(number.literal());
      if (Double.isFinite(decimal)) {
        return decimal;
      }
    }
    throw wrong(key, "a finite number");
  }

  private boolean asBool(String key, Object value) throws ModelFormatException {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw wrong(key, "true or false");
  }

  private List<String> asStrings(String key, Object value) throws ModelFormatException {
    if (value instanceof List<?> list) {
      List<String> strings = new ArrayList<>();
      for (Object element : list) {
        if (!(element instanceof String string)) {
          throw wrong(key, "an array of strings");
        }
        strings.add(string);
      }
      return List.copyOf(strings);
    }
    throw wrong(key, "an array of strings");
  }

  private static String range(int min, int max) {
    return "a whole number in [" + min + ", " + max + "]";
  }

  private static String describe(Object value) {
    if (value instanceof String string) {
      return "the string " + Shown.quoted(string);
    }
    if (value instanceof JsonFile.Numeral number) {
      return "the number " + Shown.of(number.literal());
    }
    if (value instanceof List<?> list) {
      return "an array of " + list.size();
    }
    if (value instanceof Map<?, ?> map) {
      return "an object of " + map.size();
    }
    return value == JsonFile.Null.NULL ? "null" : value.toString();
  }
}
