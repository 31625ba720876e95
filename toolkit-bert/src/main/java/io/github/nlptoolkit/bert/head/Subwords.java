package io.github.nlptoolkit.bert.head;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Tells which tokens go on with a word, as {@code TokenClassificationPipeline} of transformers 5.23
 * does: by the length of the token if the vocabulary marks such tokens, else by spaces. Immutable
 * and thread-safe.
 */
final class Subwords {
  private final boolean marked;
  private final OptionalInt unknownId;

  private Subwords(boolean marked, OptionalInt unknownId) {
    this.marked = marked;
    this.unknownId = unknownId;
  }

  static Subwords of(Checkpoint checkpoint, Tokenizer tokenizer) throws IOException {
    return new Subwords(
        hasPrefix(checkpoint.file("tokenizer.json")),
        SpecialTokens.id(checkpoint, tokenizer, "unk_token", "[UNK]", "<unk>"));
  }

  /** Whether {@code model.continuing_subword_prefix} is there and not empty. */
  private static boolean hasPrefix(Path file) throws IOException {
    try (JsonReader json = new JsonReader(Files.newBufferedReader(file))) {
      return enter(json, "model")
          && enter(json, "continuing_subword_prefix")
          && json.peek() == JsonToken.STRING
          && !json.nextString().isEmpty();
    } catch (JsonParseException | IllegalStateException e) {
      throw new ModelFormatException(file, "", "JSON", String.valueOf(e.getMessage()), e);
    }
  }

  /** Goes to the value of a key, if the object has it. */
  private static boolean enter(JsonReader json, String key) throws IOException {
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      return false;
    }
    json.beginObject();
    while (json.hasNext()) {
      if (json.nextName().equals(key)) {
        return true;
      }
      json.skipValue();
    }
    return false;
  }

  /** Whether a token of a text goes on with the word of the token before it. */
  boolean goesOn(Encoding encoding, int token, String text) {
    if (unknownId.isPresent() && encoding.tokenIds().id(token) == unknownId.getAsInt()) {
      return false;
    }
    int start = encoding.span(token).start();
    if (marked) {
      String piece = encoding.tokens().get(token);
      int covered = text.codePointCount(start, encoding.span(token).end());
      return piece.codePointCount(0, piece.length()) != covered;
    }
    return start > 0
        && text.charAt(start - 1) != ' '
        && (start == text.length() || text.charAt(start) != ' ');
  }
}
