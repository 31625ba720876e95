package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds out what a folder's tokenizer masks with; the folder may have no weights yet. */
final class MaskToken {
  private static final String KEY = "mask_token";
  private static final List<String> FILES =
      List.of("tokenizer_config.json", "special_tokens_map.json");

  private MaskToken() {}

  static String of(Path folder, Tokenizer tokenizer) throws IOException {
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        JsonConfig json = JsonConfig.read(file);
        if (json.has(KEY)) {
          String token = json.isObject(KEY) ? json.object(KEY).string("content") : json.string(KEY);
          if (tokenizer.idOf(token).isEmpty()) {
            throw json.wrong(KEY, "a token of the vocabulary");
          }
          return token;
        }
      }
    }
    for (String usual : List.of("[MASK]", "<mask>")) {
      if (tokenizer.idOf(usual).isPresent()) {
        return usual;
      }
    }
    throw new ModelFormatException(
        folder.resolve("tokenizer.json"), KEY, "a token to mask with", "none");
  }
}
