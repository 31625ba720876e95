package io.github.nlptoolkit.engine.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads {@code tokenizer.json}. */
final class TokenizerFile {
  /** The largest in the wild have some 35 MB (vocabularies of 250,000 tokens). */
  static final int MOST_BYTES = 128 << 20;

  private TokenizerFile() {}

  /** The bytes of the file. */
  static byte[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      throw new ModelFormatException(
          file, "", "a readable file", there ? "something else" : "no such file");
    }
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new ModelFormatException(file, "", "at most " + MOST_BYTES + " bytes", size + " bytes");
    }
    return Files.readAllBytes(file);
  }

  /** The text of the bytes. */
  static String text(Path file, byte[] bytes) throws ModelFormatException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Decoding strictly costs as much as all else of reading, so it is left for the doubtful case.
    if (text.indexOf('\uFFFD') >= 0) {
      try {
        text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        throw new ModelFormatException(file, "", "JSON in UTF-8", "bytes that are not UTF-8", e);
      }
    }
    return text;
  }

  /**
   * The same tokenizer with a lower-casing normaliser before its own, as sentence-transformers
   * builds it for {@code do_lower_case}.
   */
  static String lowerCasing(String json) {
    JsonObject object = JsonParser.parseString(json).getAsJsonObject();
    JsonArray steps = new JsonArray();
    JsonObject lowerCase = new JsonObject();
    lowerCase.addProperty("type", "Lowercase");
    steps.add(lowerCase);
    JsonElement own = object.get("normalizer");
    if (own != null && !own.isJsonNull()) {
      steps.add(own);
    }
    JsonObject sequence = new JsonObject();
    sequence.addProperty("type", "Sequence");
    sequence.add("normalizers", steps);
    object.add("normalizer", sequence);
    return object.toString();
  }
}
