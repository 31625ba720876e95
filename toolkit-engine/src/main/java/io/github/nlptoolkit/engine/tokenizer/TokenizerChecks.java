package io.github.nlptoolkit.engine.tokenizer;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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
    Object part = new JsonScanner(file, start).value();
    if (!key.equals("continuing_subword_prefix")) {
      checkPart(key, part);
    } else if (part instanceof String text) {
      prefix = text;
    }
  }

  private static void checkPart(String key, Object part) {
    if (part instanceof List<?> array) {
      for (Object element : array) {
        checkPart(key, element);
      }
    } else if (part instanceof Map<?, ?> object) {
      checkObject(key, object);
      for (Object value : object.values()) {
        checkPart(key, value);
      }
    }
  }

  /** By keys: the library also takes objects whose type is missing or wrong. */
  private static void checkObject(String key, Map<?, ?> object) {
    Object charsMap = object.get("precompiled_charsmap");
    if (charsMap instanceof String base64) {
      CharsMap.check(base64);
    } else if (charsMap != null || "Precompiled".equals(object.get("type"))) {
      throw new IllegalArgumentException("a precompiled_charsmap that is no string");
    }
    if (object.containsKey("single") || object.containsKey("pair")) {
      checkTemplate(object);
    }
    if (key.equals("normalizer") && insertsAtNothing(object)) {
      throw new IllegalArgumentException(
          "a pattern that matches empty text, in normalizer: " + object.get("pattern"));
    }
    if (object.get("length") instanceof Double length && length == 0) {
      throw new IllegalArgumentException("pieces with length 0 in " + key);
    }
    // A decoder that strips the end of a token panics at one that is all to be stripped.
    if (object.get("stop") instanceof Double stop && stop != 0) {
      throw new IllegalArgumentException("tokens stripped at \"stop\" " + stop + " in " + key);
    }
  }

  /** What is inserted where no character was has no place in the original text. */
  private static boolean insertsAtNothing(Map<?, ?> normalizer) {
    if (!(normalizer.get("content") instanceof String content)
        || content.isEmpty()
        || !(normalizer.get("pattern") instanceof Map<?, ?> pattern)) {
      return false;
    }
    for (Map.Entry<?, ?> entry : pattern.entrySet()) {
      if (entry.getValue() instanceof String text
          && (text.isEmpty() || ("Regex".equals(entry.getKey()) && findsEmpty(text)))) {
        return true;
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

  private static void checkTemplate(Map<?, ?> template) {
    if (!(template.get("special_tokens") instanceof Map<?, ?> tokens)) {
      throw new IllegalArgumentException("a template without special_tokens");
    }
    for (String side : new String[] {"single", "pair"}) {
      if (template.get(side) instanceof List<?> pieces) {
        for (Object piece : pieces) {
          if (piece instanceof Map<?, ?> object
              && object.get("SpecialToken") instanceof Map<?, ?> special
              && special.get("id") instanceof String id
              && !tokens.containsKey(id)) {
            throw new IllegalArgumentException(
                "a template whose special_tokens lack \"" + id + "\", which " + side + " needs");
          }
        }
      }
    }
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
