package io.github.nlptoolkit.bert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded encoder gives what transformers gave for it. */
class EncoderGoldenTest {

  @TestFactory
  Stream<DynamicTest> encoders() {
    List<Path> cases = GoldenFolder.cases("neural/encoders");
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private static void run(Path folder) throws IOException {
    boolean pickleOnly =
        Files.exists(folder.resolve("pytorch_model.bin"))
            && !Files.exists(folder.resolve("model.safetensors"));
    if (pickleOnly) {
      assertThatThrownBy(() -> Encoder.load(folder).close())
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("pytorch_model.bin")
          .hasMessageContaining("a pickle runs code when it is read");
      return;
    }
    JsonObject golden = GoldenFolder.json(folder.resolve("golden.json"));
    LoadOptions options =
        LoadOptions.defaults()
            .precision(Precision.FLOAT32)
            .maxTokens(golden.get("max_length").getAsInt());
    try (Encoder encoder = Encoder.load(folder, options)) {
      Comparison comparison = new Comparison(encoder, golden);
      comparison.all();
      System.err.println(folder.getFileName() + ": " + comparison);
    }
  }

  /** Compares one model, and keeps the largest differences. */
  private static final class Comparison {
    private final Encoder encoder;
    private final JsonObject golden;
    private double hidden;
    private double pooler;
    private double attention;

    Comparison(Encoder encoder, JsonObject golden) {
      this.encoder = encoder;
      this.golden = golden;
    }

    void all() {
      JsonArray cases = golden.getAsJsonArray("cases");
      assertThat(cases).isNotEmpty();
      List<EncodedText> fast = encode(cases);
      boolean pooled = cases.get(0).getAsJsonObject().has("pooler_output");
      assertThat(encoder.hasPooler()).isEqualTo(pooled);
      List<EncodedText> every =
          pooled
              ? encode(cases, Output.HIDDEN_STATES, Output.ATTENTIONS, Output.POOLER)
              : encode(cases, Output.HIDDEN_STATES, Output.ATTENTIONS);
      for (int i = 0; i < cases.size(); i++) {
        JsonObject one = cases.get(i).getAsJsonObject();
        assertThat(fast.get(i).encoding().ids())
            .isEqualTo(GoldenFolder.ints(one.getAsJsonArray("input_ids")));
        last(fast.get(i), one);
        last(every.get(i), one);
        states(every.get(i), one);
        sumsAreOne(every.get(i));
        if (pooled) {
          pooler =
              Math.max(
                  pooler,
                  GoldenFolder.difference(
                      every.get(i).poolerOutput(), one.getAsJsonArray("pooler_output")));
        }
        String id = one.get("id").getAsString();
        if (id.equals(golden.getAsJsonObject("full").get("case").getAsString())) {
          full(every.get(i), golden.getAsJsonObject("full"));
        }
        if (id.equals(golden.getAsJsonObject("attention").get("case").getAsString())) {
          attention(every.get(i), golden.getAsJsonObject("attention"));
        }
      }
      JsonObject tolerance = golden.getAsJsonObject("tolerance");
      assertThat(hidden).isLessThanOrEqualTo(tolerance.get("hidden").getAsDouble());
      assertThat(attention).isPositive();
      assertThat(attention).isLessThanOrEqualTo(tolerance.get("attention").getAsDouble());
      assertThat(pooler).isLessThanOrEqualTo(tolerance.get("pooler").getAsDouble());
      if (!pooled) {
        assertThatThrownBy(() -> encoder.encode(List.of("a"), Output.POOLER))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("has no pooler");
      }
    }

    /** Singles in one call and pairs in another, put back into order. */
    private List<EncodedText> encode(JsonArray cases, Output... outputs) {
      List<String> texts = new ArrayList<>();
      List<TextPair> pairs = new ArrayList<>();
      for (JsonElement element : cases) {
        JsonObject one = element.getAsJsonObject();
        if (one.get("pair").isJsonNull()) {
          texts.add(one.get("text").getAsString());
        } else {
          pairs.add(new TextPair(one.get("text").getAsString(), one.get("pair").getAsString()));
        }
      }
      List<EncodedText> singles = new ArrayList<>(encoder.encode(texts, outputs));
      List<EncodedText> doubles = new ArrayList<>(encoder.encodePairs(pairs, outputs));
      List<EncodedText> all = new ArrayList<>();
      for (JsonElement element : cases) {
        boolean single = element.getAsJsonObject().get("pair").isJsonNull();
        all.add((single ? singles : doubles).remove(0));
      }
      return all;
    }

    private void last(EncodedText actual, JsonObject one) {
      float[] norms = norms(actual.lastHiddenState(), actual.size());
      hidden =
          Math.max(hidden, GoldenFolder.difference(norms, one.getAsJsonArray("last_hidden_norm")));
      JsonArray firsts = one.getAsJsonArray("last_hidden_first4");
      assertThat(firsts).hasSize(actual.size());
      for (int i = 0; i < actual.size(); i++) {
        float[] four = Arrays.copyOf(actual.lastHiddenState(i), 4);
        hidden = Math.max(hidden, GoldenFolder.difference(four, firsts.get(i).getAsJsonArray()));
      }
    }

    private void states(EncodedText actual, JsonObject one) {
      JsonArray recorded = one.getAsJsonArray("hidden_state_norms");
      assertThat(actual.hiddenStates()).isEqualTo(recorded.size());
      for (int layer = 0; layer < recorded.size(); layer++) {
        float[] norms = norms(actual.hiddenState(layer), actual.size());
        hidden =
            Math.max(hidden, GoldenFolder.difference(norms, recorded.get(layer).getAsJsonArray()));
      }
    }

    private void full(EncodedText actual, JsonObject full) {
      compare(actual.lastHiddenState(), full.getAsJsonArray("last_hidden_state"));
      compare(actual.hiddenState(0), full.getAsJsonArray("embedding_output"));
    }

    private void compare(float[] actual, JsonArray rows) {
      hidden = Math.max(hidden, GoldenFolder.difference(actual, GoldenFolder.flat(rows)));
    }

    private void attention(EncodedText actual, JsonObject recorded) {
      attention =
          Math.max(
              attention,
              GoldenFolder.difference(
                  actual.attention(recorded.get("layer").getAsInt()),
                  GoldenFolder.flat(recorded.getAsJsonArray("probabilities"))));
    }

    private void sumsAreOne(EncodedText actual) {
      for (int layer = 0; layer < encoder.layers(); layer++) {
        float[] probabilities = actual.attention(layer);
        assertThat(probabilities).hasSize(encoder.heads() * actual.size() * actual.size());
        double sum = 0;
        for (float p : probabilities) {
          assertThat(p).isBetween(0f, 1f);
          sum += p;
        }
        assertThat(sum / (encoder.heads() * actual.size())).isCloseTo(1, within(1e-5));
      }
    }

    private static float[] norms(float[] rows, int count) {
      float[] norms = new float[count];
      int width = rows.length / count;
      for (int i = 0; i < count; i++) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
          sum += (double) rows[i * width + j] * rows[i * width + j];
        }
        norms[i] = (float) Math.sqrt(sum);
      }
      return norms;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "largest differences: hidden %.2e, pooler %.2e, attention %.2e",
          hidden,
          pooler,
          attention);
    }
  }
}
