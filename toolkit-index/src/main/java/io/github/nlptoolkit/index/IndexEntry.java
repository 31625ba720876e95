package io.github.nlptoolkit.index;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes into an index under an id: a vector, a text, or both, with fields to filter by.
 * Immutable and thread-safe.
 */
public final class IndexEntry {
  /** Lucene's limit of a term. */
  private static final int MOST_BYTES = 32_766;

  private final String id;
  private final float @Nullable [] vector;
  private final String text;
  private final Map<String, String> fields;

  private IndexEntry(
      String id, float @Nullable [] vector, String text, Map<String, String> fields) {
    this.id = id;
    this.vector = vector;
    this.text = text;
    this.fields = fields;
  }

  /**
   * An entry that vectors and words find.
   *
   * @param id its id, not empty, at most 32,766 bytes of UTF-8
   * @param vector its vector
   * @param text its text, possibly empty
   * @return the entry
   * @throws IllegalArgumentException if the id is empty or too long, or a value is not finite
   */
  public static IndexEntry of(String id, float[] vector, String text) {
    checkTerm("id", id);
    if (id.isEmpty()) {
      throw new IllegalArgumentException("id must not be empty");
    }
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            "value " + i + " of the vector of " + id + " must be finite, got " + vector[i]);
      }
    }
    return new IndexEntry(id, vector.clone(), Objects.requireNonNull(text, "text"), Map.of());
  }

  /**
   * An entry that only vectors find.
   *
   * @param id its id, not empty, at most 32,766 bytes of UTF-8
   * @param vector its vector
   * @return the entry
   * @throws IllegalArgumentException if the id is empty or too long, or a value is not finite
   */
  public static IndexEntry of(String id, float[] vector) {
    return of(id, vector, "");
  }

  /**
   * An entry that only words find.
   *
   * @param id its id, not empty, at most 32,766 bytes of UTF-8
   * @param text its text, possibly empty
   * @return the entry
   * @throws IllegalArgumentException if the id is empty or too long
   */
  public static IndexEntry ofText(String id, String text) {
    IndexEntry entry = of(id, new float[0], text);
    return new IndexEntry(entry.id, null, entry.text, entry.fields);
  }

  /**
   * The same entry with one more field.
   *
   * @param name the field's name
   * @param value its value, at most 32,766 bytes of UTF-8; found as a whole
   * @return the entry
   * @throws IllegalArgumentException if the value is too long
   */
  public IndexEntry with(String name, String value) {
    Objects.requireNonNull(name, "name");
    checkTerm("field " + name, value);
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new IndexEntry(id, vector, text, Collections.unmodifiableMap(more));
  }

  private static void checkTerm(String name, String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          name + " must have at most " + MOST_BYTES + " bytes, got " + bytes);
    }
  }

  /**
   * The id.
   *
   * @return the id, not empty
   */
  public String id() {
    return id;
  }

  /**
   * The text.
   *
   * @return the text; empty if there is none
   */
  public String text() {
    return text;
  }

  /**
   * The fields.
   *
   * @return names to values; immutable
   */
  public Map<String, String> fields() {
    return fields;
  }

  float @Nullable [] vectorView() {
    return vector;
  }
}
