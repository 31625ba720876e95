package io.github.nlptoolkit.bert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.bert.ModelFolder;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a checkpoint's configuration and tensors must not be. */
class BadCheckpointTest {
  @TempDir Path temp;

  private static void refused(ModelFolder model, String... parts) {
    assertThatThrownBy(() -> Encoder.load(model.path()).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(parts);
  }

  @ParameterizedTest
  @CsvSource({
    "bert-wordpiece, embeddings.word_embeddings.weight",
    "roberta-bpe, embeddings.position_embeddings.weight",
    "albert-shared, encoder.embedding_hidden_mapping_in.weight",
    "distilbert, transformer.layer.0.attention.q_lin.weight",
    "mpnet, encoder.relative_attention_bias.weight",
    "electra, embeddings_project.weight",
    "bert-wordpiece, encoder.layer.1.intermediate.dense.bias",
    "bert-wordpiece, pooler.dense.weight"
  })
  void aTensorOfAnotherShape(String name, String tensor) throws IOException {
    ModelFolder model = ModelFolder.copy("encoders/" + name, temp).reshape(tensor, 3, 5);
    refused(model, "model.safetensors", tensor, "expected shape [", "found [3, 5]");
  }

  @ParameterizedTest
  @CsvSource({
    "bert-wordpiece, embeddings.LayerNorm.weight",
    "albert-groups, encoder.albert_layer_groups.1.albert_layers.1.ffn.weight",
    "distilbert, transformer.layer.1.ffn.lin2.bias",
    "mpnet, encoder.relative_attention_bias.weight"
  })
  void aTensorThatIsMissing(String name, String tensor) throws IOException {
    ModelFolder model =
        ModelFolder.copy("encoders/" + name, temp).rename(n -> n.equals(tensor) ? "" : n);
    refused(model, "model.safetensors", tensor, "no such tensor");
  }

  @ParameterizedTest
  @CsvSource({
    "bert-wordpiece, hidden_act",
    "roberta-bpe, hidden_act",
    "albert-shared, hidden_act",
    "distilbert, activation",
    "mpnet, hidden_act",
    "electra, hidden_act"
  })
  void anUnknownActivation(String name, String key) throws IOException {
    ModelFolder model = ModelFolder.copy("encoders/" + name, temp).config(key, "swiglu");
    refused(model, "config.json", key, "one of [gelu, gelu_new", "\"swiglu\"");
  }

  @ParameterizedTest
  @CsvSource({
    "bert-wordpiece, num_attention_heads, hidden_size",
    "roberta-bpe, num_attention_heads, hidden_size",
    "albert-shared, num_attention_heads, hidden_size",
    "distilbert, n_heads, dim",
    "mpnet, num_attention_heads, hidden_size",
    "electra, num_attention_heads, hidden_size"
  })
  void headsThatDoNotDivideTheHiddenSize(String name, String key, String size) throws IOException {
    ModelFolder model = ModelFolder.copy("encoders/" + name, temp).config(key, 5);
    refused(model, "config.json", key, "a number that divides " + size + " 32", "the number 5");
  }

  @Test
  void relativePositionsOfBert() throws IOException {
    ModelFolder model =
        ModelFolder.copy("encoders/bert-wordpiece", temp)
            .config("position_embedding_type", "relative_key");
    refused(model, "position_embedding_type", "absolute", "\"relative_key\"");
  }

  @Test
  void anUnknownFamily() throws IOException {
    ModelFolder model =
        ModelFolder.copy("encoders/bert-wordpiece", temp).config("model_type", "deberta-v2");
    refused(
        model, "model_type", "one of [bert, roberta, xlm-roberta, camembert, albert", "deberta");
  }

  @Test
  void aVocabularyLargerThanTheTable() throws IOException {
    ModelFolder model =
        ModelFolder.copy("encoders/bert-wordpiece", temp)
            .config("vocab_size", 100)
            .reshape("embeddings.word_embeddings.weight", 100, 32);
    refused(model, "tokenizer.json", "ids below 100");
  }

  @Test
  void aPairForAModelOfOneType() throws IOException {
    ModelFolder model =
        ModelFolder.copy("encoders/bert-wordpiece", temp)
            .config("type_vocab_size", 1)
            .reshape("embeddings.token_type_embeddings.weight", 1, 32);
    try (Encoder encoder = Encoder.load(model.path())) {
      assertThat(encoder.encode(List.of("one text"))).hasSize(1);
      assertThatThrownBy(() -> encoder.encodePairs(List.of(new TextPair("one", "two"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("takes single texts, not pairs")
          .hasMessageContaining("type_vocab_size 1");
    }
  }

  @Test
  void aPairForATokenizerThatSeparatesNothing() throws IOException {
    ModelFolder model =
        ModelFolder.copy("encoders/bert-wordpiece", temp)
            .without("tokenizer.json", "post_processor");
    try (Encoder encoder = Encoder.load(model.path())) {
      assertThatThrownBy(() -> encoder.encodePairs(List.of(new TextPair("one", "two"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("its tokenizer puts nothing between the texts of a pair");
    }
  }

  @Test
  void aLimitBeyondThePositions() {
    ModelFolder model = ModelFolder.copy("encoders/roberta-bpe", temp);
    assertThatThrownBy(
            () -> Encoder.load(model.path(), LoadOptions.defaults().maxTokens(1000)).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxTokens must be at most")
        .hasMessageContaining("got 1000");
  }
}
