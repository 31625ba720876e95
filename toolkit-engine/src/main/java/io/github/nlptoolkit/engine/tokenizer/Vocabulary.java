package io.github.nlptoolkit.engine.tokenizer;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The tokens and their ids, read from {@code tokenizer.json} because the library's JNI has no
 * getter for them. Immutable and thread-safe.
 */
final class Vocabulary {
  private final Map<String, Integer> idOf;

  /** The ids in ascending order, and the token of each. */
  private final int[] ids;

  private final String[] tokens;

  private Vocabulary(Map<String, Integer> idOf) {
    this.idOf = idOf;
    this.ids = idOf.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    this.tokens = new String[ids.length];
    idOf.forEach((token, id) -> tokens[Arrays.binarySearch(ids, id)] = token);
  }

  /**
   * Reads it.
   *
   * @throws IOException if this is not JSON (the message says where)
   * @throws IllegalArgumentException if the JSON is not as it must be (the message says how)
   */
  static Vocabulary read(String json) throws IOException {
    Reading reading = new Reading();
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      reading.all(reader);
    } catch (IllegalStateException | NumberFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return new Vocabulary(reading.withAddedTokens());
  }

  /** The largest id and 1; 0 if there are no tokens. */
  int size() {
    return ids.length == 0 ? 0 : ids[ids.length - 1] + 1;
  }

  OptionalInt idOf(String token) {
    Integer id = idOf.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The token of an id, or null if no token has it. */
  @Nullable String tokenOf(int id) {
    int place = id < ids.length && id >= 0 && ids[id] == id ? id : Arrays.binarySearch(ids, id);
    return place < 0 ? null : tokens[place];
  }

  private static final class Reading {
    private final Map<String, Integer> vocabulary = new HashMap<>();
    private final List<String> added = new ArrayList<>();
    private int modelSize;

    void all(JsonReader reader) throws IOException {
      reader.beginObject();
      while (reader.hasNext()) {
        switch (reader.nextName()) {
          case "model" -> model(reader);
          case "added_tokens" -> addedTokens(reader);
          default -> reader.skipValue();
        }
      }
      reader.endObject();
    }

    private void model(JsonReader reader) throws IOException {
      reader.beginObject();
      while (reader.hasNext()) {
        if (!reader.nextName().equals("vocab")) {
          reader.skipValue();
        } else if (reader.peek() == JsonToken.BEGIN_ARRAY) {
          scoredTokens(reader);
        } else {
          numberedTokens(reader);
        }
      }
      reader.endObject();
    }

    private void numberedTokens(JsonReader reader) throws IOException {
      reader.beginObject();
      while (reader.hasNext()) {
        String token = reader.nextName();
        vocabulary.put(token, checked(token, reader.nextLong()));
      }
      reader.endObject();
      modelSize = vocabulary.size();
    }

    private void scoredTokens(JsonReader reader) throws IOException {
      int id = 0;
      reader.beginArray();
      while (reader.hasNext()) {
        reader.beginArray();
        vocabulary.put(reader.nextString(), id++);
        reader.skipValue();
        reader.endArray();
      }
      reader.endArray();
      modelSize = id;
    }

    private void addedTokens(JsonReader reader) throws IOException {
      if (reader.peek() == JsonToken.NULL) {
        reader.nextNull();
        return;
      }
      reader.beginArray();
      while (reader.hasNext()) {
        reader.beginObject();
        while (reader.hasNext()) {
          if (reader.nextName().equals("content")) {
            added.add(reader.nextString());
          } else {
            reader.skipValue();
          }
        }
        reader.endObject();
      }
      reader.endArray();
    }

    private static int checked(String token, long id) {
      if (id < 0 || id >= Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "ids must be from 0 to 2^31 - 2, that of \"" + token + "\" is " + id);
      }
      return (int) id;
    }

    /**
     * Adds the added tokens with the ids that the library gives them ({@code
     * AddedVocabulary::add_tokens} of tokenizers 0.21): those of the vocabulary, else the next free
     * one; the {@code id} in the file does not count.
     */
    Map<String, Integer> withAddedTokens() {
      Map<String, Integer> all = new HashMap<>(vocabulary);
      int greatest = -1;
      for (String token : added) {
        if (!token.isEmpty()) {
          int next = Math.max(greatest + 1, modelSize);
          int id = all.computeIfAbsent(token, unknown -> checked(unknown, next));
          greatest = Math.max(greatest, id);
        }
      }
      return all;
    }
  }
}
