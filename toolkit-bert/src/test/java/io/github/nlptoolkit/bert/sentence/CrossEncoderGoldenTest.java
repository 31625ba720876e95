package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded cross-encoder gives what sentence-transformers gave for it. */
class CrossEncoderGoldenTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults().precision(Precision.FLOAT32);

  @TestFactory
  Stream<DynamicTest> crossEncoders() {
    List<Path> cases = GoldenFolder.cases("neural/cross-encoder");
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private static void run(Path folder) throws IOException {
    JsonObject golden = GoldenFolder.json(folder.resolve("golden.json"));
    float tolerance = golden.getAsJsonObject("tolerance").get("score").getAsFloat();
    List<TextPair> pairs = new ArrayList<>();
    for (JsonElement pair : golden.getAsJsonArray("pairs")) {
      JsonArray texts = pair.getAsJsonArray();
      pairs.add(new TextPair(texts.get(0).getAsString(), texts.get(1).getAsString()));
    }
    assertThat(pairs).isNotEmpty();
    try (CrossEncoder model = CrossEncoder.load(folder, OPTIONS)) {
      assertThat(model.activation().name())
          .isEqualTo(golden.get("activation_default").getAsString().toUpperCase(Locale.ROOT));
      assertThat(model.labels()).hasSize(golden.get("num_labels").getAsInt());
      assertThat(model.maxTokens()).isEqualTo(golden.get("max_length").getAsInt());
      check(model.scores(pairs), golden.getAsJsonArray("predict_default"), tolerance);
      for (String key : golden.keySet()) {
        if (key.startsWith("predict_") && golden.get(key).isJsonArray()) {
          check(model.scores(pairs, activation(model, key)), golden.getAsJsonArray(key), tolerance);
        }
      }
      if (model.labels().size() == 1) {
        oneLabel(model, golden, pairs, tolerance);
      } else {
        assertThat(golden.has("rank_error")).isTrue();
        assertThatThrownBy(() -> model.rank("a", List.of("b")))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining("one label");
        assertThatThrownBy(() -> model.score(pairs))
            .isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }

  private static PairActivation activation(CrossEncoder model, String key) {
    return switch (key) {
      case "predict_default" -> model.activation();
      case "predict_logits" -> PairActivation.IDENTITY;
      case "predict_sigmoid" -> PairActivation.SIGMOID;
      case "predict_softmax" -> PairActivation.SOFTMAX;
      default -> throw new AssertionError("unknown scores " + key);
    };
  }

  private static void check(float[][] scores, JsonArray expected, float tolerance) {
    float[] flat = new float[scores.length == 0 ? 0 : scores.length * scores[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = scores[i / scores[0].length][i % scores[0].length];
    }
    assertThat(GoldenFolder.difference(flat, GoldenFolder.flat(expected)))
        .isLessThanOrEqualTo(tolerance);
  }

  private static void oneLabel(
      CrossEncoder model, JsonObject golden, List<TextPair> pairs, float tolerance) {
    assertThat(model.score(pairs.get(0).first(), pairs.get(0).second()))
        .isCloseTo(golden.get("predict_single_pair").getAsFloat(), within(tolerance));
    String query = golden.get("query").getAsString();
    List<String> documents = GoldenFolder.strings(golden.getAsJsonArray("documents"));
    checkRank(model.rank(query, documents), golden.getAsJsonArray("rank"), documents, tolerance);
    for (String key : golden.keySet()) {
      if (key.startsWith("rank_top_")) {
        JsonArray expected = golden.getAsJsonArray(key);
        checkRank(model.rank(query, documents, expected.size()), expected, documents, tolerance);
      }
    }
  }

  private static void checkRank(
      List<Match> actual, JsonArray expected, List<String> documents, float tolerance) {
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      JsonObject row = expected.get(i).getAsJsonObject();
      assertThat(actual.get(i).score()).isCloseTo(row.get("score").getAsFloat(), within(tolerance));
      float gap = i == 0 ? 1 : actual.get(i - 1).score() - actual.get(i).score();
      float next = i + 1 == actual.size() ? 1 : actual.get(i).score() - actual.get(i + 1).score();
      // Documents whose scores are closer than rounding come in any order.
      if (Math.min(gap, next) > tolerance) {
        assertThat(actual.get(i).index()).isEqualTo(row.get("corpus_id").getAsInt());
      }
      if (row.has("text") && Math.min(gap, next) > tolerance) {
        assertThat(documents.get(actual.get(i).index())).isEqualTo(row.get("text").getAsString());
      }
    }
  }
}
