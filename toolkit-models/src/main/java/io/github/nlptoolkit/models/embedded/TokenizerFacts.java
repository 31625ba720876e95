package io.github.nlptoolkit.models.embedded;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the other files of a checkpoint repeat from {@code tokenizer.json}. Immutable and
 * thread-safe.
 *
 * @param lowercase whether the normaliser lower-cases
 * @param splitsHan whether the normaliser sets Chinese characters apart
 * @param largestId the largest token id of the vocabulary
 */
record TokenizerFacts(boolean lowercase, boolean splitsHan, int largestId) {

  /**
   * Reads the file from front to back.
   *
   * @param name what messages call the file
   * @throws ModelFormatException if it is not a WordPiece tokenizer with a BERT normaliser
   */
  static TokenizerFacts read(String name, Path file) throws IOException {
    try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        JsonReader json = new JsonReader(text)) {
      return new Scan(name).scan(json);
    } catch (IllegalStateException | NumberFormatException | CharacterCodingException e) {
      // Gson's way to say that a value is of another kind.
      throw new ModelFormatException(
          name,
          "",
          "a tokenizer as Hugging Face tokenizers writes it",
          String.valueOf(e.getMessage()));
    } catch (MalformedJsonException | EOFException e) {
      throw new ModelFormatException(name, "", "JSON", String.valueOf(e.getMessage()));
    }
  }

  private static final class Scan {
    private final String name;
    private String normalizer = "none";
    private String model = "none";
    private boolean lowercase;
    private boolean splitsHan;
    private int largestId = -1;

    Scan(String name) {
      this.name = name;
    }

    TokenizerFacts scan(JsonReader json) throws IOException {
      json.beginObject();
      while (json.hasNext()) {
        String key = json.nextName();
        boolean isObject = json.peek() == JsonToken.BEGIN_OBJECT;
        if (key.equals("normalizer") && isObject) {
          normalizer(json);
        } else if (key.equals("model") && isObject) {
          model(json);
        } else {
          json.skipValue();
        }
      }
      json.endObject();
      require("normalizer.type", "BertNormalizer", normalizer);
      require("model.type", "WordPiece", model);
      if (largestId < 0) {
        throw new ModelFormatException(name, "model.vocab", "at least one token", "none");
      }
      return new TokenizerFacts(lowercase, splitsHan, largestId);
    }

    private void require(String key, String expected, String found) throws ModelFormatException {
      if (!found.equals(expected)) {
        throw new ModelFormatException(name, key, expected, found);
      }
    }

    private void normalizer(JsonReader json) throws IOException {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "type" -> normalizer = json.nextString();
          case "lowercase" -> lowercase = json.nextBoolean();
          case "handle_chinese_chars" -> splitsHan = json.nextBoolean();
          default -> json.skipValue();
        }
      }
      json.endObject();
    }

    private void model(JsonReader json) throws IOException {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "type" -> model = json.nextString();
          case "vocab" -> vocabulary(json);
          default -> json.skipValue();
        }
      }
      json.endObject();
    }

    private void vocabulary(JsonReader json) throws IOException {
      json.beginObject();
      while (json.hasNext()) {
        String token = json.nextName();
        int id = json.nextInt();
        if (id < 0) {
          throw new ModelFormatException(
              name, "model.vocab." + token, "an id of at least 0", Integer.toString(id));
        }
        largestId = Math.max(largestId, id);
      }
      json.endObject();
    }
  }
}
