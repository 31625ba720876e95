package io.github.nlptoolkit.engine.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Finds what makes tokenizers 0.21 panic, which ends the process, where it should refuse the file:
 * JSON that ends within the decoder, damaged normalisation tables, frames of undeclared tokens,
 * merges that lack the prefix of continuing subwords, pieces of length 0, text inserted at empty
 * matches. (Found by trying damaged files; the library's own code has the rest of the checks.)
 */
final class TokenizerChecks implements TokenizerJson.Sink {
  private final byte[] file;
  private int mergesStart = -1;
  private String prefix = "";

  /**
   * Starts the checks of a tokenizer; {@link #finish} ends them.
   *
   * @param file what is in {@code tokenizer.json}
   */
  TokenizerChecks(byte[] file) {
    this.file = file;
  }

  /**
   * Checks what takes several parts.
   *
   * @throws IllegalArgumentException if the library would end the process; the message says why
   */
  void finish() {
    if (mergesStart >= 0 && !prefix.isEmpty()) {
      checkMerges();
    }
  }

  /**
   * Checks a part.
   *
   * @throws IllegalArgumentException if the library would end the process; the message says why
   */
  @Override
  public void part(String key, int start, int end) {
    if (key.equals("merges")) {
      mergesStart = start;
      return;
    }
    String json = new String(file, start, end - start, StandardCharsets.UTF_8);
    JsonElement part = JsonParser.parseString(json);
    if (!key.equals("continuing_subword_prefix")) {
      checkPart(key, part);
    } else if (part.isJsonPrimitive()) {
      prefix = part.getAsString();
    }
  }

  private static void checkPart(String key, JsonElement part) {
    if (part instanceof JsonArray array) {
      array.forEach(element -> checkPart(key, element));
    } else if (part instanceof JsonObject object) {
      // By keys: the library also takes objects whose type is missing or wrong.
      boolean precompiled = isNamed(object, "Precompiled");
      if (precompiled || object.has("precompiled_charsmap")) {
        checkCharsMap(object);
      }
      if (object.has("single") || object.has("pair")) {
        checkTemplate(object);
      }
      if (isNumber(object, "length") && object.get("length").getAsDouble() == 0) {
        throw new IllegalArgumentException("pieces with length 0 in " + key);
      }
      if (key.equals("normalizer") && insertsAtNothing(object)) {
        throw new IllegalArgumentException(
            "a pattern that matches empty text, in normalizer: " + object.get("pattern"));
      }
      // A decoder that strips the end of a token panics at one that is all to be stripped.
      if (isNumber(object, "stop") && object.get("stop").getAsDouble() != 0) {
        throw new IllegalArgumentException("\"stop\": " + object.get("stop") + " in " + key);
      }
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        checkPart(key, entry.getValue());
      }
    }
  }

  /** What is inserted where no character was has no place in the original text. */
  private static boolean insertsAtNothing(JsonObject normalizer) {
    JsonElement content = normalizer.get("content");
    if (content == null || !isString(content) || content.getAsString().isEmpty()) {
      return false;
    }
    if (!(normalizer.get("pattern") instanceof JsonObject pattern)) {
      return false;
    }
    for (Map.Entry<String, JsonElement> entry : pattern.entrySet()) {
      if (isString(entry.getValue())) {
        String text = entry.getValue().getAsString();
        if (text.isEmpty() || (entry.getKey().equals("Regex") && findsEmpty(text))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean findsEmpty(String regex) {
    try {
      return Pattern.compile(regex).matcher("").find();
    } catch (PatternSyntaxException e) {
      // The library's syntax has more; it refuses what it does not know itself.
      return false;
    }
  }

  private static boolean isNamed(JsonObject object, String type) {
    JsonElement found = object.get("type");
    return found != null && isString(found) && found.getAsString().equals(type);
  }

  private static boolean isNumber(JsonObject object, String key) {
    JsonElement found = object.get(key);
    return found != null && found.isJsonPrimitive() && found.getAsJsonPrimitive().isNumber();
  }

  private static void checkCharsMap(JsonObject normalizer) {
    JsonElement map = normalizer.get("precompiled_charsmap");
    if (map == null || !isString(map)) {
      throw new IllegalArgumentException("a precompiled_charsmap that is no string");
    }
    CharsMap.check(map.getAsString());
  }

  private static void checkTemplate(JsonObject template) {
    if (!(template.get("special_tokens") instanceof JsonObject tokens)) {
      throw new IllegalArgumentException("a template without special_tokens");
    }
    for (String side : new String[] {"single", "pair"}) {
      if (template.get(side) instanceof JsonArray pieces) {
        for (JsonElement piece : pieces) {
          String id = specialToken(piece);
          if (id != null && !tokens.has(id)) {
            throw new IllegalArgumentException(
                "a template whose special_tokens lack \"" + id + "\", which " + side + " needs");
          }
        }
      }
    }
  }

  private static @Nullable String specialToken(JsonElement piece) {
    return piece instanceof JsonObject object
            && object.get("SpecialToken") instanceof JsonObject special
            && special.get("id") != null
            && isString(special.get("id"))
        ? special.get("id").getAsString()
        : null;
  }

  private static boolean isString(JsonElement element) {
    return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
  }

  /** The library cuts the prefix off the second part of every merge. */
  private void checkMerges() {
    JsonScanner json = new JsonScanner(file, mergesStart);
    if (json.peek() != '[') {
      return;
    }
    json.expect('[');
    for (boolean first = true; json.next(first, ']'); first = false) {
      String merge;
      if (json.peek() == '[') {
        json.expect('[');
        json.skipString();
        json.expect(',');
        merge = json.string();
        json.expect(']');
      } else {
        String both = json.string();
        merge = both.substring(both.indexOf(' ') + 1);
      }
      if (!merge.startsWith(prefix)) {
        throw new IllegalArgumentException(
            "merges of which \""
                + merge
                + "\" lacks the continuing_subword_prefix \""
                + prefix
                + "\"");
      }
    }
  }
}
