package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTokenizerTest {
  @TempDir Path temp;

  @Test
  void aSentenceModelsLimitAndLowerCasingCount() throws IOException {
    Path folder = TinyModel.original("sbert/do-lower-case");
    try (ModelTokenizer tokenizer = ModelTokenizer.load(folder);
        SentenceEmbedder embedder = SentenceEmbedder.load(folder)) {
      assertThat(tokenizer.maxTokens()).isEqualTo(embedder.maxTokens());
      assertThat(tokenizer.encode("A WORD").ids()).isEqualTo(tokenizer.encode("a word").ids());
      Encoding cut = tokenizer.encode("word ".repeat(1000));
      assertThat(cut.truncated()).isTrue();
      assertThat(cut.size()).isEqualTo(embedder.maxTokens());
    }
  }

  @Test
  void aPlainFolderHasItsOwnLimit() throws IOException {
    try (ModelTokenizer tokenizer =
        ModelTokenizer.load(TinyModel.original("encoders/roberta-bpe"))) {
      assertThat(tokenizer.prompt()).isEmpty();
      assertThat(tokenizer.encodePair("a", "b").tokens()).startsWith("<s>").endsWith("</s>");
    }
  }

  @Test
  void aDefaultPromptIsTold() throws IOException {
    TinyModel model =
        TinyModel.copy("sbert/prompts", temp)
            .json(
                "config_sentence_transformers.json",
                json -> {
                  json.getAsJsonObject("prompts").addProperty("mine", "query: ");
                  json.addProperty("default_prompt_name", "mine");
                });
    try (ModelTokenizer tokenizer = ModelTokenizer.load(model.folder())) {
      assertThat(tokenizer.prompt()).isEqualTo("query: ");
    }
  }

  @Test
  void whatCannotBeLoadedIsTold() throws IOException {
    assertThatThrownBy(() -> ModelTokenizer.load(temp.resolve("absent")).close())
        .isInstanceOf(NoSuchFileException.class);
    TinyModel model =
        TinyModel.copy("encoders/bert-wordpiece", temp)
            .json("tokenizer_config.json", json -> json.addProperty("model_max_length", 1));
    assertThatThrownBy(() -> ModelTokenizer.load(model.folder()).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model_max_length");
  }
}
