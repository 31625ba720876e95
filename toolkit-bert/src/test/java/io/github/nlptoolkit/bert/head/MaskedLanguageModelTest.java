package io.github.nlptoolkit.bert.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.nlptoolkit.bert.ModelFolder;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks and scores beyond what was recorded. */
class MaskedLanguageModelTest {
  private static final Path HEADS = Path.of("src/test/resources/golden/neural/heads");
  private static final LoadOptions FLOAT32 = LoadOptions.defaults().precision(Precision.FLOAT32);

  @TempDir Path temp;

  @Test
  void aHeadWithoutItsBiasIsRefused() throws IOException {
    ModelFolder model =
        ModelFolder.copy("heads/bert-mlm", temp)
            .rename(name -> name.equals("cls.predictions.bias") ? "" : name);
    assertThatThrownBy(() -> MaskedLanguageModel.load(model.path()).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("cls.predictions.bias")
        .hasMessageContaining("no such tensor");
  }

  @Test
  void anUntiedDecoderIsReadFromTheFile() throws IOException {
    ModelFolder model = ModelFolder.copy("heads/bert-mlm", temp);
    model.config("tie_word_embeddings", new JsonPrimitive(false));
    assertThatThrownBy(() -> MaskedLanguageModel.load(model.path()).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("cls.predictions.decoder.weight");
  }

  @Test
  void outputsWithoutATokenHaveNoName() throws IOException {
    ModelFolder model =
        ModelFolder.copy("heads/bert-mlm", temp)
            .config("vocab_size", 808)
            .reshape("bert.embeddings.word_embeddings.weight", 808, 32)
            .reshape("cls.predictions.bias", 808);
    try (MaskedLanguageModel masked = MaskedLanguageModel.load(model.path())) {
      List<TokenProbability> all = masked.fill("[MASK]", 808).get(0).candidates();
      assertThat(all).filteredOn(one -> one.id() >= 800).hasSize(8);
      assertThat(all)
          .filteredOn(one -> one.id() >= 800)
          .allMatch(one -> one.token().isEmpty() && one.text().isEmpty());
    }
  }

  @Test
  void aTextWithoutAMaskIsRefused() throws IOException {
    try (MaskedLanguageModel model = MaskedLanguageModel.load(HEADS.resolve("bert-mlm"))) {
      assertThatThrownBy(() -> model.fill(List.of("a [MASK]", "no such token"), 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("texts[1] has no mask token [MASK]: \"no such token\"");
      assertThatThrownBy(() -> model.fill("word ".repeat(100) + "[MASK]", 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("within the first 64 tokens");
      assertThatThrownBy(() -> model.fill("[MASK]", 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("k must be from 1 to 800");
      assertThatThrownBy(() -> model.fill("[MASK]", 801))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got 801");
    }
  }

  @Test
  void aTokenizerWithoutAMaskIsRefused() throws IOException {
    ModelFolder model =
        ModelFolder.copy("heads/bert-mlm", temp)
            .json("tokenizer_config.json", "mask_token", "[NO SUCH]");
    assertThatThrownBy(() -> MaskedLanguageModel.load(model.path()).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("mask_token")
        .hasMessageContaining("\"[NO SUCH]\", which is not in the vocabulary");
  }

  @Test
  void aMaskTokenMayBeAnObject() throws IOException {
    JsonObject token = new JsonObject();
    token.addProperty("content", "[MASK]");
    token.addProperty("lstrip", true);
    ModelFolder model =
        ModelFolder.copy("heads/bert-mlm", temp).json("tokenizer_config.json", "mask_token", token);
    try (MaskedLanguageModel masked = MaskedLanguageModel.load(model.path())) {
      assertThat(masked.maskToken()).isEqualTo("[MASK]");
    }
  }

  @Test
  void masksKnowTheirPlaces() throws IOException {
    String text = "a \uD83D\uDE42 [MASK] and [MASK]";
    try (MaskedLanguageModel model = MaskedLanguageModel.load(HEADS.resolve("bert-mlm"))) {
      List<FilledMask> masks = model.fill(text, 800);
      assertThat(masks).hasSize(2);
      assertThat(masks.get(0).span()).isEqualTo(new Span(5, 11));
      assertThat(masks.get(1).span().of(text)).isEqualTo("[MASK]");
      double sum = 0;
      for (TokenProbability candidate : masks.get(1).candidates()) {
        sum += candidate.probability();
      }
      assertThat(sum).isCloseTo(1, within(1e-4));
      assertThat(masks.get(0).best()).isEqualTo(masks.get(0).candidates().get(0));
    }
  }

  @Test
  void pseudoLikelihoodMasksEachTokenInTurn() throws IOException {
    try (MaskedLanguageModel model = MaskedLanguageModel.load(HEADS.resolve("bert-mlm"), FLOAT32)) {
      List<String> words = List.of("the", "app", "is", "a", "card");
      String text = String.join(" ", words);
      double expected = 0;
      for (int i = 0; i < words.size(); i++) {
        List<String> masked = new ArrayList<>(words);
        masked.set(i, model.maskToken());
        int id = model.model().tokenizer().idOf(words.get(i)).orElseThrow();
        expected +=
            Math.log(
                model.fill(String.join(" ", masked), 800).get(0).candidates().stream()
                    .filter(candidate -> candidate.id() == id)
                    .findFirst()
                    .orElseThrow()
                    .probability());
      }
      PseudoLikelihood actual = model.score(text);
      assertThat(actual.tokens()).isEqualTo(5);
      assertThat(actual.logLikelihood()).isCloseTo(expected, within(1e-4));
      assertThat(Math.log(actual.perplexity())).isCloseTo(-expected / 5, within(1e-4));
      List<PseudoLikelihood> several = model.score(List.of("a card", text, "the app"));
      assertThat(several.get(1).logLikelihood()).isCloseTo(actual.logLikelihood(), within(1e-4));
    }
  }

  @Test
  void whatCannotBeScoredIsRefused() throws IOException {
    try (MaskedLanguageModel model = MaskedLanguageModel.load(HEADS.resolve("bert-mlm"))) {
      assertThatThrownBy(() -> model.score(List.of("a", "")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("texts[1] has no tokens to score");
      assertThatThrownBy(() -> model.score("word ".repeat(100)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must have at most 64 tokens");
    }
  }
}
