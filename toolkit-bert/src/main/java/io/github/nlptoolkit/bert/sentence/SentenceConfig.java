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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a sentence model that are not weights. Immutable and thread-safe.
 *
 * @param maxTokens the most tokens of a text, special ones included
 * @param lowerCase whether texts are lower-cased before the tokenizer
 * @param common what the model's own folder says
 */
record SentenceConfig(int maxTokens, boolean lowerCase, Common common) {
  private static final String QUERY = "query";
  private static final String DOCUMENT = "document";

  /**
   * What {@code config_sentence_transformers.json} says.
   *
   * @param prompt what is put before each text; empty for none
   * @param prompts names to prompts; {@code query} and {@code document} are always there
   * @param truncateDimension how many values are kept in the end, or empty for all
   * @param similarity how vectors are meant to be compared
   */
  record Common(
      String prompt,
      Map<String, String> prompts,
      OptionalInt truncateDimension,
      String similarity) {}

  /** What is put before each text; empty for none. */
  String prompt() {
    return common.prompt();
  }

  /** The prompt of some options. */
  String prompt(EmbeddingOptions options) {
    Optional<String> name = options.promptName();
    if (name.isEmpty()) {
      return options.prompt().orElse(common.prompt());
    }
    String prompt = common.prompts().get(name.get());
    if (prompt == null) {
      throw new IllegalArgumentException(
          "promptName must be one of " + common.prompts().keySet() + ", got " + name.get());
    }
    return prompt;
  }

  /** How many values are kept in the end. */
  int dimension(int full) {
    return Math.min(full, common.truncateDimension().orElse(full));
  }

  /** The options with the prompt for queries, which never is the default prompt. */
  static EmbeddingOptions query(EmbeddingOptions options) {
    return options.promptName(QUERY);
  }

  /** The options with the prompt for documents, which never is the default prompt. */
  static EmbeddingOptions document(EmbeddingOptions options) {
    return options.promptName(DOCUMENT);
  }

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
    return new SentenceConfig(
        limit, sentence.isPresent() && sentence.get().bool("do_lower_case", false), common(folder));
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

  /** Reads {@code config_sentence_transformers.json} of a model's folder, if there is one. */
  static Common common(Path folder) throws IOException {
    Map<String, String> prompts = new LinkedHashMap<>();
    prompts.put(QUERY, "");
    prompts.put(DOCUMENT, "");
    Path file = folder.resolve("config_sentence_transformers.json");
    if (!Files.exists(file)) {
      return new Common("", Collections.unmodifiableMap(prompts), OptionalInt.empty(), "cosine");
    }
    JsonConfig settings = JsonConfig.read(file);
    Optional<JsonConfig> given = settings.optionalObject("prompts");
    if (given.isPresent()) {
      for (String name : given.get().keys()) {
        prompts.put(name, given.get().optionalString(name).orElse(""));
      }
    }
    String prompt = "";
    Optional<String> name = settings.optionalString("default_prompt_name");
    if (name.isPresent()) {
      if (!prompts.containsKey(name.get())) {
        throw settings.wrong("default_prompt_name", "one of the prompts " + prompts.keySet());
      }
      prompt = prompts.getOrDefault(name.get(), "");
    }
    return new Common(
        prompt,
        Collections.unmodifiableMap(prompts),
        settings.optionalInteger("truncate_dim", 1, Integer.MAX_VALUE),
        similarity(settings));
  }

  private static String similarity(JsonConfig settings) throws ModelFormatException {
    String key = "similarity_fn_name";
    String name = settings.optionalString(key).orElse("cosine");
    return switch (name) {
      case "cosine", "euclidean", "manhattan" -> name;
      case "dot", "dot_product" -> "dot";
      default -> throw settings.wrong(key, "cosine, dot, euclidean or manhattan");
    };
  }
}
