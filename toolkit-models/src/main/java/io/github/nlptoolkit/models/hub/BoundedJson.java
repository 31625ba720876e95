package io.github.nlptoolkit.models.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JSON of strangers: by the letter of RFC 8259, not deeper than Gson's 255 levels, and not larger
 * than is said.
 */
final class BoundedJson {

  /** No index or configuration of a model that this toolkit can run comes near. */
  static final int MAX_BYTES = 1 << 22;

  private BoundedJson() {}

  /**
   * Reads a file.
   *
   * @throws ModelFormatException if it is too large or not JSON
   */
  static JsonElement read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new ModelFormatException(file, "", "at most " + MAX_BYTES + " bytes", size + " bytes");
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      JsonReader reader = reader(bytes);
      JsonElement element = JsonParser.parseReader(reader);
      requireEnd(reader);
      return element;
    } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
      throw new ModelFormatException(
          file, "", "JSON", Printable.of(String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * Starts to read JSON piece by piece.
   *
   * @throws CharacterCodingException if the bytes are not UTF-8
   */
  static JsonReader reader(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    return reader;
  }

  /**
   * Makes sure that nothing follows.
   *
   * @throws IOException if something does
   */
  static void requireEnd(JsonReader reader) throws IOException {
    if (reader.peek() != JsonToken.END_DOCUMENT) {
      throw new MalformedJsonException("more than one value");
    }
  }
}
