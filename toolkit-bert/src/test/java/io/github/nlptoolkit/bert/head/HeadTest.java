package io.github.nlptoolkit.bert.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.ModelFolder;
import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads beyond what was recorded: odd checkpoints, bad input, long texts. */
class HeadTest {
  private static final Path HEADS = Path.of("src/test/resources/golden/neural/heads");
  private static final LoadOptions FLOAT32 = LoadOptions.defaults().precision(Precision.FLOAT32);

  @TempDir Path temp;

  @Test
  void aLackingHeadListsThoseThatThereAre() {
    assertThatThrownBy(() -> MaskedLanguageModel.load(HEADS.resolve("bert-nsp")).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("masked language model")
        .hasMessageContaining("one with the heads [pooler, next sentence]");
    assertThatThrownBy(() -> QuestionAnswerer.load(HEADS.resolve("roberta-mlm")).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("question answering")
        .hasMessageContaining("one with the heads [masked language model]");
    assertThatThrownBy(
            () -> TokenClassifier.load(HEADS.resolve("bert-sequence-classification")).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("\"token classification\"")
        .hasMessageContaining("[pooler, sequence classification]");
    assertThatThrownBy(
            () -> SequenceClassifier.load(HEADS.resolve("bert-token-classification")).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("[token classification]");
    assertThatThrownBy(() -> SentenceOrderPrediction.load(HEADS.resolve("albert-mlm")).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("sentence order");
    assertThatThrownBy(() -> NextSentencePrediction.load(HEADS.resolve("albert-sop")).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("[pooler, masked language model, sentence order]");
    assertThatThrownBy(
            () ->
                NextSentencePrediction.load(HEADS.resolveSibling("encoders").resolve("electra"))
                    .close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("one without any head");
  }

  @Test
  void aTokenClassifierMayHaveAPooler() throws IOException {
    // As dslim/bert-base-NER: only the architecture tells what "classifier" is.
    ModelFolder model = ModelFolder.copy("heads/bert-sequence-classification", temp);
    JsonArray architectures = new JsonArray();
    architectures.add("BertForTokenClassification");
    model.config("architectures", architectures);
    try (TokenClassifier classifier = TokenClassifier.load(model.path())) {
      assertThat(classifier.labels()).containsExactly("negative", "neutral", "positive");
    }
    assertThatThrownBy(() -> SequenceClassifier.load(model.path()).close())
        .isInstanceOf(ModelFormatException.class);
  }

  @Test
  void aHeadOfAnotherShapeIsRefused() throws IOException {
    ModelFolder model =
        ModelFolder.copy("heads/bert-sequence-classification", temp)
            .reshape("classifier.weight", 4, 32);
    assertThatThrownBy(() -> SequenceClassifier.load(model.path()).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("classifier.weight: expected shape [3, 32], found [4, 32]");
  }

  @Test
  void labelsWithoutNamesAreNumbered() throws IOException {
    ModelFolder model =
        ModelFolder.copy("heads/bert-multi-label", temp).without("config.json", "id2label");
    try (SequenceClassifier classifier = SequenceClassifier.load(model.path())) {
      assertThat(classifier.labels())
          .containsExactly("LABEL_0", "LABEL_1", "LABEL_2", "LABEL_3", "LABEL_4");
    }
  }

  @Test
  void aLabelWithoutANameIsRefused() throws IOException {
    JsonObject labels = new JsonObject();
    labels.addProperty("0", "no");
    labels.addProperty("2", "maybe");
    labels.addProperty("3", "yes");
    ModelFolder model =
        ModelFolder.copy("heads/bert-sequence-classification", temp).config("id2label", labels);
    assertThatThrownBy(() -> SequenceClassifier.load(model.path()).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("id2label.1");
  }

  @Test
  void anUnknownProblemIsRefused() throws IOException {
    ModelFolder model =
        ModelFolder.copy("heads/bert-regression", temp).config("problem_type", "ranking");
    assertThatThrownBy(() -> SequenceClassifier.load(model.path()).close())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("problem_type")
        .hasMessageContaining("\"ranking\"");
  }

  @Test
  void problemsHaveTheirKinds() throws IOException {
    assertThat(kind("bert-multi-label")).isEqualTo(ClassificationKind.MULTI_LABEL);
    assertThat(kind("bert-regression")).isEqualTo(ClassificationKind.REGRESSION);
    assertThat(kind("albert-sequence-classification")).isEqualTo(ClassificationKind.SINGLE_LABEL);
    ModelFolder untold =
        ModelFolder.copy("heads/bert-regression", temp).without("config.json", "problem_type");
    try (SequenceClassifier classifier = SequenceClassifier.load(untold.path())) {
      assertThat(classifier.kind()).isEqualTo(ClassificationKind.MULTI_LABEL);
    }
  }

  private static ClassificationKind kind(String name) throws IOException {
    try (SequenceClassifier classifier = SequenceClassifier.load(HEADS.resolve(name))) {
      return classifier.kind();
    }
  }

  @Test
  void classificationsRankTheirLabels() throws IOException {
    try (SequenceClassifier classifier =
        SequenceClassifier.load(HEADS.resolve("bert-sequence-classification"))) {
      Classification one = classifier.classify("an example");
      assertThat(one.ranked()).hasSize(3);
      assertThat(one.ranked().get(0)).isEqualTo(one.best());
      assertThat(one.ranked().get(0).score()).isGreaterThanOrEqualTo(one.ranked().get(1).score());
      assertThat(one.score("neutral")).isEqualTo(one.scores()[1]);
      assertThat(one.atLeast(0)).isEqualTo(one.ranked());
      assertThat(one.atLeast(1.1)).isEmpty();
      assertThat(one.scores()[0] + one.scores()[1] + one.scores()[2]).isCloseTo(1, within(1e-6f));
      assertThatThrownBy(() -> one.score("other"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[negative, neutral, positive]");
      assertThat(classifier.classify(List.of())).isEmpty();
    }
  }

  @Test
  void aTextWithoutTokensCannotBeClassified() throws IOException {
    ModelFolder model =
        ModelFolder.copy("heads/bert-sequence-classification", temp)
            .without("tokenizer.json", "post_processor");
    try (SequenceClassifier classifier = SequenceClassifier.load(model.path())) {
      assertThatThrownBy(() -> classifier.classify(List.of("a", "")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("texts[1] has no tokens");
      assertThatThrownBy(() -> classifier.classifyPairs(List.of(new TextPair("a", "b"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("takes single texts, not pairs");
    }
  }

  @Test
  void aLongTextIsReadAsAWhole() throws IOException {
    String sentence = "Noida is near Delhi and Bob lives there. ";
    String text = sentence.repeat(20);
    try (TokenClassifier model =
        TokenClassifier.load(HEADS.resolve("bert-token-classification"), FLOAT32)) {
      for (Aggregation aggregation : Aggregation.values()) {
        List<Entity> entities =
            model.entities(List.of(text), EntityOptions.defaults().aggregation(aggregation)).get(0);
        int before = -1;
        for (Entity entity : entities) {
          assertThat(entity.text()).isEqualTo(entity.span().of(text));
          assertThat(entity.span().start()).isGreaterThanOrEqualTo(before);
          before = aggregation == Aggregation.NONE ? entity.span().start() : entity.span().end();
        }
        assertThat(before).isGreaterThan(text.length() - sentence.length());
      }
      // Without aggregation and with nothing ignored, each token is there once.
      EntityOptions every =
          EntityOptions.defaults().aggregation(Aggregation.NONE).ignoredLabels(Set.of());
      int tokens = 0;
      try (Tokenizer whole =
          Tokenizer.load(
              HEADS.resolve("bert-token-classification/tokenizer.json"),
              TokenizerOptions.unlimited())) {
        tokens = whole.encode(text).size() - 2;
      }
      assertThat(model.entities(List.of(text), every).get(0)).hasSize(tokens);
      assertThat(model.entities(List.of(text), every.stride(7)).get(0)).hasSize(tokens);
      assertThat(model.entities(List.of(text), every.stride(0)).get(0)).hasSize(tokens);
      assertThatThrownBy(() -> model.entities(List.of(text), every.stride(62)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("less than 62");
    }
  }

  @Test
  void textsWithoutEntitiesHaveNone() throws IOException {
    try (TokenClassifier model = TokenClassifier.load(HEADS.resolve("bert-token-classification"))) {
      assertThat(model.entities("")).isEmpty();
      assertThat(model.entities(List.of(), EntityOptions.defaults())).isEmpty();
      assertThatThrownBy(() -> model.entities(Arrays.asList("a", null), EntityOptions.defaults()))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("texts[1] is null");
    }
  }

  @Test
  void aClosedModelSaysSo() throws IOException {
    SequenceClassifier classifier =
        SequenceClassifier.load(HEADS.resolve("electra-sequence-classification"));
    classifier.close();
    classifier.close();
    assertThatThrownBy(() -> classifier.classify("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void headsOfHalfPrecisionRunsAreCloseToExactOnes() throws IOException {
    Path folder = HEADS.resolve("roberta-sequence-classification");
    try (SequenceClassifier exact = SequenceClassifier.load(folder, FLOAT32);
        SequenceClassifier rounded =
            SequenceClassifier.load(folder, LoadOptions.defaults().precision(Precision.BFLOAT16))) {
      assertThat(rounded.classify("an example").logits())
          .containsExactly(exact.classify("an example").logits(), within(0.1f));
    }
  }

  /** A head in a file of bfloat16 is that head with its weights rounded, and nothing else. */
  @Test
  void headsAreReadFromBfloat16Files() throws IOException {
    TinyModel half =
        TinyModel.copy("heads/bert-mlm", Files.createDirectory(temp.resolve("half")))
            .tensors(all -> all.replaceAll((name, tensor) -> tensor.rounded("BF16")));
    TinyModel rounded =
        TinyModel.copy("heads/bert-mlm", Files.createDirectory(temp.resolve("rounded")))
            .tensors(all -> all.replaceAll((name, tensor) -> tensor.rounded("F32")));
    try (MaskedLanguageModel exact = MaskedLanguageModel.load(rounded.folder(), FLOAT32);
        MaskedLanguageModel read = MaskedLanguageModel.load(half.folder(), FLOAT32);
        MaskedLanguageModel original =
            MaskedLanguageModel.load(TinyModel.original("heads/bert-mlm"), FLOAT32)) {
      List<FilledMask> masks = read.fill("a [MASK] of words", 10);
      assertThat(masks).isEqualTo(exact.fill("a [MASK] of words", 10));
      assertThat(masks).isNotEqualTo(original.fill("a [MASK] of words", 10));
    }
  }
}
