package io.github.nlptoolkit.bert.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded head gives what transformers gave for it. */
class HeadGoldenTest {
  private static final LoadOptions OPTIONS = LoadOptions.defaults().precision(Precision.FLOAT32);

  @TestFactory
  Stream<DynamicTest> heads() {
    List<Path> cases = GoldenFolder.cases("neural/heads");
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private static void run(Path folder) throws IOException {
    Comparison comparison = new Comparison(folder);
    String type = comparison.golden.get("model_class").getAsString();
    if (type.endsWith("ForMaskedLM")) {
      comparison.maskedLanguageModel();
    } else if (type.endsWith("ForNextSentencePrediction")) {
      comparison.nextSentence();
    } else if (type.endsWith("ForPreTraining")) {
      comparison.sentenceOrder();
    } else if (type.endsWith("ForSequenceClassification")) {
      comparison.sequenceClassifier();
    } else if (type.endsWith("ForTokenClassification")) {
      comparison.tokenClassifier();
    } else if (type.endsWith("ForQuestionAnswering")) {
      comparison.questionAnswerer();
    } else {
      throw new AssertionError("no test for a model of class " + type);
    }
    comparison.finish();
  }

  /** Compares one model, and keeps the largest differences. */
  private static final class Comparison {
    private final Path folder;
    private final JsonObject golden;
    private final JsonArray cases;
    private double logits;
    private double probabilities;
    private int compared;

    Comparison(Path folder) throws IOException {
      this.folder = folder;
      this.golden = GoldenFolder.json(folder.resolve("golden.json"));
      this.cases = golden.getAsJsonArray("cases");
      assertThat(cases).isNotEmpty();
    }

    void finish() {
      System.err.printf(
          Locale.ROOT,
          "%s: largest differences: logits %.2e, probabilities %.2e%n",
          folder.getFileName(),
          logits,
          probabilities);
      JsonObject tolerance = golden.getAsJsonObject("tolerance");
      assertThat(compared).isEqualTo(cases.size());
      assertThat(logits).isLessThanOrEqualTo(tolerance.get("logits").getAsDouble());
      assertThat(probabilities).isLessThanOrEqualTo(tolerance.get("probabilities").getAsDouble());
    }

    private void logits(float[] actual, JsonArray recorded) {
      logits = Math.max(logits, GoldenFolder.difference(actual, recorded));
    }

    private void probabilities(float[] actual, JsonArray recorded) {
      probabilities = Math.max(probabilities, GoldenFolder.difference(actual, recorded));
    }

    void maskedLanguageModel() throws IOException {
      try (MaskedLanguageModel model = MaskedLanguageModel.load(folder, OPTIONS)) {
        assertThat(model.maskToken()).isEqualTo(golden.get("mask_token").getAsString());
        for (JsonElement element : cases) {
          JsonObject one = element.getAsJsonObject();
          String text = one.get("text").getAsString();
          JsonArray masks = one.getAsJsonArray("masks");
          if (masks.isEmpty()) {
            assertThatThrownBy(() -> model.fill(text, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no mask token " + model.maskToken());
          } else {
            masks(model.fill(text, 10), masks);
          }
          Encoding encoding = model.model().tokenizer().encode(text);
          logits(
              model.tokenLogProbabilities(encoding.tokenIds()),
              one.getAsJsonArray("own_token_log_probability"));
          compared++;
        }
      }
    }

    private void masks(List<FilledMask> filled, JsonArray masks) {
      assertThat(filled).hasSize(masks.size());
      for (int i = 0; i < filled.size(); i++) {
        JsonObject mask = masks.get(i).getAsJsonObject();
        List<TokenProbability> candidates = filled.get(i).candidates();
        assertThat(filled.get(i).position()).isEqualTo(mask.get("position").getAsInt());
        assertThat(candidates.stream().mapToInt(TokenProbability::id).toArray())
            .isEqualTo(GoldenFolder.ints(mask.getAsJsonArray("top10_ids")));
        assertThat(candidates.stream().map(TokenProbability::token).toList())
            .isEqualTo(GoldenFolder.strings(mask.getAsJsonArray("top10_tokens")));
        float[] found = new float[candidates.size()];
        float[] asLogits = new float[candidates.size()];
        for (int k = 0; k < found.length; k++) {
          found[k] = candidates.get(k).probability();
          asLogits[k] = (float) (Math.log(found[k]) + mask.get("logsumexp").getAsDouble());
        }
        probabilities(found, mask.getAsJsonArray("top10_probabilities"));
        logits(asLogits, mask.getAsJsonArray("top10_logits"));
      }
    }

    void nextSentence() throws IOException {
      try (NextSentencePrediction model = NextSentencePrediction.load(folder, OPTIONS)) {
        List<NextSentence> all = model.predict(pairs());
        for (NextSentence actual : all) {
          JsonObject one = cases.get(compared++).getAsJsonObject();
          logits(
              new float[] {actual.nextLogit(), actual.randomLogit()}, one.getAsJsonArray("logits"));
          probabilities(two(actual.probability()), one.getAsJsonArray("softmax"));
        }
      }
    }

    void sentenceOrder() throws IOException {
      try (SentenceOrderPrediction model = SentenceOrderPrediction.load(folder, OPTIONS)) {
        List<SentenceOrder> all = model.predict(pairs());
        for (SentenceOrder actual : all) {
          JsonObject one = cases.get(compared++).getAsJsonObject();
          logits(
              new float[] {actual.orderedLogit(), actual.swappedLogit()},
              one.getAsJsonArray("sop_logits"));
          probabilities(two(actual.probability()), one.getAsJsonArray("softmax"));
        }
      }
      // The same checkpoint has a masked language model.
      try (MaskedLanguageModel model = MaskedLanguageModel.load(folder, OPTIONS)) {
        for (JsonElement element : cases) {
          JsonObject one = element.getAsJsonObject();
          Encoding encoding =
              model
                  .model()
                  .tokenizer()
                  .encodePair(one.get("text").getAsString(), one.get("pair").getAsString());
          float[] rows = model.model().tokenLogits(List.of(encoding.tokenIds())).get(0);
          int width = model.model().outputs();
          JsonArray norms = one.getAsJsonArray("prediction_logits_norms");
          assertThat(rows).hasSize(width * norms.size());
          for (int i = 0; i < norms.size(); i++) {
            float[] row = Arrays.copyOfRange(rows, i * width, (i + 1) * width);
            double sum = 0;
            for (float value : row) {
              sum += (double) value * value;
            }
            // A norm of some hundred numbers differs by more than they do.
            assertThat(Math.sqrt(sum)).isCloseTo(norms.get(i).getAsDouble(), within(1e-4));
            assertThat(Probabilities.best(row))
                .isEqualTo(one.getAsJsonArray("prediction_argmax").get(i).getAsInt());
          }
        }
      }
    }

    private static float[] two(double probability) {
      return new float[] {(float) probability, (float) (1 - probability)};
    }

    private List<TextPair> pairs() {
      return cases.asList().stream()
          .map(JsonElement::getAsJsonObject)
          .map(one -> new TextPair(one.get("text").getAsString(), one.get("pair").getAsString()))
          .toList();
    }

    void sequenceClassifier() throws IOException {
      try (SequenceClassifier model = SequenceClassifier.load(folder, OPTIONS)) {
        for (JsonElement element : cases) {
          JsonObject one = element.getAsJsonObject();
          String text = one.get("text").getAsString();
          Classification actual =
              one.get("pair").isJsonNull()
                  ? model.classify(text)
                  : model
                      .classifyPairs(List.of(new TextPair(text, one.get("pair").getAsString())))
                      .get(0);
          logits(actual.logits(), one.getAsJsonArray("logits"));
          String key = model.kind() == ClassificationKind.SINGLE_LABEL ? "softmax" : "sigmoid";
          if (model.kind() == ClassificationKind.REGRESSION) {
            assertThat(actual.scores()).isEqualTo(actual.logits());
            probabilities(Probabilities.sigmoid(actual.logits()), one.getAsJsonArray(key));
          } else {
            probabilities(actual.scores(), one.getAsJsonArray(key));
          }
          if (one.has("label")) {
            assertThat(actual.best().label()).isEqualTo(one.get("label").getAsString());
          }
          compared++;
        }
      }
    }

    void tokenClassifier() throws IOException {
      try (TokenClassifier model = TokenClassifier.load(folder, OPTIONS)) {
        JsonObject labels = golden.getAsJsonObject("labels");
        assertThat(model.labels()).hasSize(labels.size());
        for (JsonElement element : cases) {
          JsonObject one = element.getAsJsonObject();
          String text = one.get("text").getAsString();
          Encoding encoding = model.model().tokenizer().encode(text);
          float[] all = model.model().tokenLogits(List.of(encoding.tokenIds())).get(0);
          logits(all, GoldenFolder.flat(one.getAsJsonArray("logits")));
          JsonArray best = one.getAsJsonArray("labels");
          int width = model.labels().size();
          for (int i = 0; i < best.size(); i++) {
            float[] row = Arrays.copyOfRange(all, i * width, (i + 1) * width);
            assertThat(model.labels().get(Probabilities.best(row)))
                .isEqualTo(best.get(i).getAsString());
          }
          for (Aggregation aggregation : Aggregation.values()) {
            String key = "pipeline_" + aggregation.name().toLowerCase(Locale.ROOT);
            EntityOptions options = EntityOptions.defaults().aggregation(aggregation);
            // The peer was asked without a stride, so that it cut the text where the limit is.
            List<Entity> actual =
                encoding.truncated()
                    ? model.ofText(text, List.of(encoding), List.of(all), 0, options)
                    : model.entities(List.of(text), options).get(0);
            // The peer fails for an empty text.
            JsonArray recorded = text.isEmpty() ? new JsonArray() : one.getAsJsonArray(key);
            entities(
                actual,
                recorded,
                text,
                aggregation == Aggregation.NONE ? "entity" : "entity_group");
          }
          compared++;
        }
      }
    }

    private void entities(List<Entity> actual, JsonArray recorded, String text, String key) {
      assertThat(actual).as("%s of %s", key, text).hasSize(recorded.size());
      for (int i = 0; i < recorded.size(); i++) {
        JsonObject expected = recorded.get(i).getAsJsonObject();
        Entity entity = actual.get(i);
        assertThat(entity.label()).isEqualTo(expected.get(key).getAsString());
        assertThat(entity.span().start())
            .isEqualTo(text.offsetByCodePoints(0, expected.get("start").getAsInt()));
        assertThat(entity.span().end())
            .isEqualTo(text.offsetByCodePoints(0, expected.get("end").getAsInt()));
        assertThat(entity.text()).isEqualTo(entity.span().of(text));
        probabilities =
            Math.max(probabilities, Math.abs(entity.score() - expected.get("score").getAsDouble()));
      }
    }

    void questionAnswerer() throws IOException {
      try (QuestionAnswerer model = QuestionAnswerer.load(folder, OPTIONS)) {
        for (JsonElement element : cases) {
          JsonObject one = element.getAsJsonObject();
          String context = one.get("context").getAsString();
          TextPair question = new TextPair(one.get("question").getAsString(), context);
          AnswerOptions options = AnswerOptions.defaults().maxTokens(8).wholeWords(false);
          // What was recorded is the first window: the peer cut the context where the limit is.
          Encoding window = model.windows(question, options).get(0);
          assertThat(window.ids()).isEqualTo(GoldenFolder.ints(one.getAsJsonArray("input_ids")));
          float[] both = model.model().tokenLogits(List.of(window.tokenIds())).get(0);
          JsonArray starts = one.getAsJsonArray("start_logits");
          JsonArray ends = one.getAsJsonArray("end_logits");
          for (int i = 0; i < window.size(); i++) {
            JsonArray recorded = new JsonArray();
            recorded.add(starts.get(i));
            recorded.add(ends.get(i));
            logits(new float[] {both[2 * i], both[2 * i + 1]}, recorded);
          }
          answer(one, context, window, both, options);
          compared++;
        }
      }
    }

    private static void answer(
        JsonObject one, String context, Encoding window, float[] logits, AnswerOptions options) {
      JsonObject best = one.getAsJsonObject("best_span_max8");
      boolean[] inContext = new boolean[window.size()];
      for (int i = 0; i < inContext.length; i++) {
        inContext[i] = one.getAsJsonArray("sequence_of_token").get(i).getAsInt() == 1;
        assertThat(window.sequenceIds()[i] == 1).isEqualTo(inContext[i]);
      }
      SpanSearch.Found found = new SpanSearch(logits, inContext).best(1, 8).get(0);
      assertThat(found.first()).isEqualTo(best.get("start").getAsInt());
      assertThat(found.last()).isEqualTo(best.get("end").getAsInt());
      assertThat(QuestionAnswerer.best(context, List.of(window), List.of(logits), options))
          .extracting(Answer::text)
          .containsExactly(best.get("text").getAsString());
    }
  }
}
