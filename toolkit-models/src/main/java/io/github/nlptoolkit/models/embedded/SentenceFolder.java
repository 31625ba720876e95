package io.github.nlptoolkit.models.embedded;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.nlptoolkit.models.embedded.BertWeights.Sizes;
import io.github.nlptoolkit.models.embedded.EmbeddedModel.Pooling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the small files of a checkpoint folder: those of a Hugging Face {@code BertModel} and
 * those that sentence-transformers adds (Transformer, Pooling, Normalize).
 *
 * <p>Source: the folders of the published models; sentence-transformers 6.2.0 and transformers
 * 5.23.0 load what this writes.
 */
final class SentenceFolder {

  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private SentenceFolder() {}

  static void write(Path folder, EmbeddedModel model, Sizes sizes, TokenizerFacts tokenizer)
      throws IOException {
    json(folder.resolve("config.json"), config(model, sizes));
    json(folder.resolve("tokenizer_config.json"), tokenizerConfig(sizes, tokenizer));
    json(folder.resolve("modules.json"), modules());
    json(folder.resolve("sentence_bert_config.json"), limits(model));
    json(folder.resolve("config_sentence_transformers.json"), prompts(model));
    Path pooling = Files.createDirectory(folder.resolve("1_Pooling"));
    json(pooling.resolve("config.json"), pooling(model));
    text(folder.resolve("README.md"), readme(model));
  }

  private static Map<String, @Nullable Object> config(EmbeddedModel model, Sizes sizes) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of("BertModel"));
    config.put("attention_probs_dropout_prob", 0.1);
    config.put("hidden_act", "gelu");
    config.put("hidden_dropout_prob", 0.1);
    config.put("hidden_size", sizes.hidden());
    config.put("initializer_range", 0.02);
    config.put("intermediate_size", sizes.intermediate());
    config.put("layer_norm_eps", 1e-12);
    config.put("max_position_embeddings", sizes.positions());
    config.put("model_type", "bert");
    config.put("num_attention_heads", model.heads());
    config.put("num_hidden_layers", sizes.layers());
    config.put("pad_token_id", 0);
    config.put("position_embedding_type", "absolute");
    config.put("type_vocab_size", sizes.types());
    config.put("vocab_size", sizes.vocabulary());
    return config;
  }

  private static Map<String, @Nullable Object> tokenizerConfig(
      Sizes sizes, TokenizerFacts tokenizer) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("tokenizer_class", "BertTokenizer");
    config.put("do_lower_case", tokenizer.lowercase());
    config.put("tokenize_chinese_chars", tokenizer.splitsHan());
    config.put("strip_accents", null);
    config.put("model_max_length", sizes.positions());
    config.put("unk_token", "[UNK]");
    config.put("sep_token", "[SEP]");
    config.put("pad_token", "[PAD]");
    config.put("cls_token", "[CLS]");
    config.put("mask_token", "[MASK]");
    return config;
  }

  private static List<Map<String, @Nullable Object>> modules() {
    List<Map<String, @Nullable Object>> modules = new ArrayList<>();
    modules.add(module(0, "", "Transformer"));
    modules.add(module(1, "1_Pooling", "Pooling"));
    modules.add(module(2, "2_Normalize", "Normalize"));
    return modules;
  }

  private static Map<String, @Nullable Object> module(int index, String path, String type) {
    Map<String, @Nullable Object> module = new LinkedHashMap<>();
    module.put("idx", index);
    module.put("name", Integer.toString(index));
    module.put("path", path);
    module.put("type", "sentence_transformers.models." + type);
    return module;
  }

  private static Map<String, @Nullable Object> limits(EmbeddedModel model) {
    Map<String, @Nullable Object> limits = new LinkedHashMap<>();
    limits.put("max_seq_length", model.maxTokens());
    limits.put("do_lower_case", false);
    return limits;
  }

  private static Map<String, @Nullable Object> prompts(EmbeddedModel model) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("prompts", model.prompts());
    config.put("default_prompt_name", null);
    config.put("similarity_fn_name", "cosine");
    return config;
  }

  private static Map<String, @Nullable Object> pooling(EmbeddedModel model) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("word_embedding_dimension", model.dimension());
    config.put("pooling_mode_cls_token", model.pooling() == Pooling.CLS);
    config.put("pooling_mode_mean_tokens", model.pooling() == Pooling.MEAN);
    config.put("pooling_mode_max_tokens", false);
    config.put("pooling_mode_mean_sqrt_len_tokens", false);
    return config;
  }

  private static String readme(EmbeddedModel model) {
    return String.format(
        Locale.ROOT,
        """
        # %s

        The weights of [%s](%s), licence %s, written from the ONNX file `%s` as an ordinary
        checkpoint folder. The tensors are unchanged.
        """,
        model.name(),
        model.title(),
        model.source(),
        model.licence(),
        model.weights().path());
  }

  private static void json(Path file, Object content) throws IOException {
    text(file, JSON.toJson(content) + "\n");
  }

  private static void text(Path file, String content) throws IOException {
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
