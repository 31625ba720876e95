package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossEncoderTest {
  private static final String ONE_LABEL = "cross-encoder/ce-one-label";
  private static final String THREE_LABELS = "cross-encoder/ce-three-labels";

  @TempDir Path temporary;

  private static PairActivation activation(Path folder) throws IOException {
    try (CrossEncoder model = CrossEncoder.load(folder)) {
      return model.activation();
    }
  }

  @Test
  void theConfigNamesTheActivation() throws IOException {
    assertThat(activation(TinyModel.original(THREE_LABELS))).isEqualTo(PairActivation.IDENTITY);
    Path old =
        TinyModel.copy(THREE_LABELS, temporary.resolve("old"))
            .json(
                "config.json",
                config ->
                    config.addProperty(
                        "sbert_ce_default_activation_function",
                        "torch.nn.modules.activation.Sigmoid"))
            .folder();
    assertThat(activation(old)).isEqualTo(PairActivation.SIGMOID);
    Path newer =
        TinyModel.copy(THREE_LABELS, temporary.resolve("newer"))
            .json(
                "config.json",
                config -> {
                  JsonObject own = new JsonObject();
                  own.addProperty("activation_fn", "torch.nn.modules.activation.Softmax");
                  config.add("sentence_transformers", own);
                })
            .folder();
    assertThat(activation(newer)).isEqualTo(PairActivation.SOFTMAX);
    try (CrossEncoder model = CrossEncoder.load(newer)) {
      float[] scores = model.scores(List.of(new TextPair("a", "b")))[0];
      assertThat(scores[0] + scores[1] + scores[2]).isBetween(0.99999f, 1.00001f);
    }
  }

  @Test
  void anUnknownActivationOrAPromptIsNamed() throws IOException {
    Path unknown =
        TinyModel.copy(ONE_LABEL, temporary.resolve("unknown"))
            .json(
                "config_sentence_transformers.json",
                config -> config.addProperty("activation_fn", "torch.nn.modules.activation.Mish"))
            .folder();
    assertThatThrownBy(() -> CrossEncoder.load(unknown))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("activation_fn")
        .hasMessageContaining("Mish");
    Path prompted =
        TinyModel.copy(ONE_LABEL, temporary.resolve("prompted"))
            .json(
                "config_sentence_transformers.json",
                config -> config.addProperty("default_prompt_name", "query"))
            .folder();
    assertThatThrownBy(() -> CrossEncoder.load(prompted))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("default_prompt_name");
  }

  @Test
  void orderLengthAndNumberOfPairsMakeNoDifference() throws IOException {
    List<TextPair> pairs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      pairs.add(new TextPair("card ".repeat(i % 7), "where is my transfer ".repeat(i % 11) + i));
    }
    try (CrossEncoder model = CrossEncoder.load(TinyModel.original(ONE_LABEL))) {
      float[] together = model.score(pairs);
      for (int i = 0; i < pairs.size(); i += 7) {
        assertThat(model.score(pairs.get(i).first(), pairs.get(i).second()))
            .isCloseTo(together[i], org.assertj.core.api.Assertions.within(5e-3f));
      }
    }
  }

  @Test
  void nothingNullAndClosed() throws IOException {
    CrossEncoder model = CrossEncoder.load(TinyModel.original(ONE_LABEL));
    assertThat(model.score(List.of())).isEmpty();
    assertThat(model.rank("query", List.of())).isEmpty();
    assertThat(model.rank("", List.of("", "😀"), 1)).hasSize(1);
    assertThatThrownBy(() -> model.rank("query", List.of("a"), 0))
        .hasMessage("topK must be at least 1, got 0");
    assertThatThrownBy(() -> model.rank("query", Arrays.asList("a", null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("documents[1] is null");
    model.close();
    model.close();
    assertThatThrownBy(() -> model.score("a", "b")).isInstanceOf(IllegalStateException.class);
  }
}
