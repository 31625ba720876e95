package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which tokens have a part of their own. Immutable and thread-safe. */
final class SpecialTokens {
  private static final List<String> FILES =
      List.of("tokenizer_config.json", "special_tokens_map.json");

  private SpecialTokens() {}

  /**
   * A token's name.
   *
   * @param checkpoint the checkpoint
   * @param tokenizer its tokenizer
   * @param key such as {@code mask_token}
   * @param usual what the token is called where no file says it
   */
  static Optional<String> find(
      Checkpoint checkpoint, Tokenizer tokenizer, String key, String... usual) throws IOException {
    for (String file : FILES) {
      Optional<JsonConfig> json = checkpoint.json(file);
      if (json.isPresent() && json.get().has(key)) {
        return Optional.of(text(json.get(), key));
      }
    }
    for (String token : usual) {
      if (tokenizer.idOf(token).isPresent()) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  /** A token's id, or empty if there is no such token. */
  static OptionalInt id(Checkpoint checkpoint, Tokenizer tokenizer, String key, String... usual)
      throws IOException {
    Optional<String> token = find(checkpoint, tokenizer, key, usual);
    return token.isEmpty() ? OptionalInt.empty() : tokenizer.idOf(token.get());
  }

  /** Older files write {@code {"content": "[MASK]", ...}}. */
  private static String text(JsonConfig json, String key) throws IOException {
    return json.isObject(key) ? json.object(key).string("content") : json.string(key);
  }
}
