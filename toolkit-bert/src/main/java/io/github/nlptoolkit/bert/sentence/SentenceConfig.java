package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.bert.encoder.TextModel;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a sentence model that are not weights. Immutable and thread-safe.
 *
 * @param maxTokens the most tokens of a text, special ones included
 * @param lowerCase whether texts are lower-cased before the tokenizer
 * @param prompt what is put before each text; empty for none
 * @param truncateDimension how many values are kept in the end, or empty for all
 */
record SentenceConfig(
    int maxTokens, boolean lowerCase, String prompt, OptionalInt truncateDimension) {

  /**
   * Reads {@code sentence_bert_config.json}, {@code tokenizer_config.json} and {@code
   * config_sentence_transformers.json}. The limit of tokens is that of the first, else that of the
   * second, and never more than the encoder has positions.
   */
  static SentenceConfig read(Path folder, Checkpoint transformer, EncoderConfig encoder)
      throws IOException {
    Optional<JsonConfig> sentence = transformer.json("sentence_bert_config.json");
    int limit = encoder.maxTokens();
    OptionalInt own = OptionalInt.empty();
    if (sentence.isPresent()) {
      own = sentence.get().optionalInteger("max_seq_length", 1, Integer.MAX_VALUE);
    }
    limit =
        Math.min(limit, own.isPresent() ? own.getAsInt() : TextModel.tokenizerLimit(transformer));
    Path file = folder.resolve("config_sentence_transformers.json");
    JsonConfig settings = Files.exists(file) ? JsonConfig.read(file) : null;
    return new SentenceConfig(
        limit,
        sentence.isPresent() && sentence.get().bool("do_lower_case", false),
        settings == null ? "" : prompt(settings),
        settings == null
            ? OptionalInt.empty()
            : settings.optionalInteger("truncate_dim", 1, Integer.MAX_VALUE));
  }

  /** Loads the tokenizer as the model uses it. */
  Tokenizer tokenizer(Checkpoint transformer, Path file) throws IOException {
    try {
      return Tokenizer.load(file, TokenizerOptions.limit(maxTokens).lowerCase(lowerCase));
    } catch (IllegalArgumentException e) {
      throw tooFewTokens(transformer, e);
    }
  }

  /** The error for a limit that leaves no room for the special tokens, where it stands. */
  private static ModelFormatException tooFewTokens(Checkpoint transformer, Exception cause)
      throws IOException {
    String expected = "at least as many tokens as frame a text";
    Optional<JsonConfig> sentence = transformer.json("sentence_bert_config.json");
    Optional<JsonConfig> tokenizer = transformer.json("tokenizer_config.json");
    ModelFormatException error;
    if (sentence.isPresent() && sentence.get().has("max_seq_length")) {
      error = sentence.get().wrong("max_seq_length", expected);
    } else if (tokenizer.isPresent() && tokenizer.get().has("model_max_length")) {
      error = tokenizer.get().wrong("model_max_length", expected);
    } else {
      error = transformer.config().wrong("max_position_embeddings", expected);
    }
    error.initCause(cause);
    return error;
  }

  private static String prompt(JsonConfig settings) throws ModelFormatException {
    Optional<String> name = settings.optionalString("default_prompt_name");
    if (name.isEmpty()) {
      return "";
    }
    JsonConfig prompts = settings.object("prompts");
    if (!prompts.has(name.get())) {
      throw settings.wrong("default_prompt_name", "one of the prompts " + prompts.keys());
    }
    return prompts.string(name.get());
  }
}
