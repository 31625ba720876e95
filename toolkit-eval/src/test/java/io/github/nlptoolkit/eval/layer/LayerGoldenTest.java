package io.github.nlptoolkit.eval.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.eval.Golden;
import io.github.nlptoolkit.eval.metric.Regression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers and losses as torch has them. */
class LayerGoldenTest {

  private static List<JsonObject> cases(String file, String key) throws IOException {
    return Golden.objects(Golden.metrics(file).get(key)).stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  @Test
  void softmax() throws IOException {
    for (JsonObject recorded : cases("losses.json", "softmax")) {
      double[][] logits = Golden.rows(recorded.get("logits"));
      for (int i = 0; i < logits.length; i++) {
        Golden.check("softmax", row(recorded, "softmax", i), Softmax.softmax(logits[i]));
        Golden.check("log", row(recorded, "log_softmax", i), Softmax.logSoftmax(logits[i]));
        Golden.check("sum", row(recorded, "logsumexp", i), Softmax.logSumExp(logits[i]));
      }
    }
    assertThat(Softmax.logSumExp()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static JsonElement row(JsonObject recorded, String key, int i) {
    return recorded.getAsJsonArray(key).get(i);
  }

  @Test
  void crossEntropy() throws IOException {
    for (JsonObject recorded : cases("losses.json", "cross_entropy")) {
      JsonObject options = recorded.getAsJsonObject("options");
      CrossEntropy loss = CrossEntropy.plain();
      if (options.has("label_smoothing")) {
        loss = loss.smoothing(options.get("label_smoothing").getAsDouble());
      }
      if (options.has("weight")) {
        loss = loss.weights(Golden.numbers(options.get("weight")));
      }
      if (options.has("ignore_index")) {
        loss = loss.ignoring(options.get("ignore_index").getAsInt());
      }
      double[][] logits = Golden.rows(recorded.get("logits"));
      if (recorded.has("target_probabilities")) {
        double[][] targets = Golden.rows(recorded.get("target_probabilities"));
        Golden.check("soft", recorded.get("loss"), loss.mean(logits, targets));
        continue;
      }
      int[] targets = Golden.integers(recorded.get("targets"));
      String reduction = options.has("reduction") ? options.get("reduction").getAsString() : "mean";
      switch (reduction) {
        case "mean" -> Golden.check("loss", recorded.get("loss"), loss.mean(logits, targets));
        case "sum" ->
            Golden.check(
                "loss", recorded.get("loss"), Arrays.stream(loss.each(logits, targets)).sum());
        default -> Golden.check("loss", recorded.get("loss"), loss.each(logits, targets));
      }
    }
    for (JsonObject recorded : cases("losses.json", "bce_with_logits")) {
      Golden.check(
          "binary",
          recorded.get("loss"),
          CrossEntropy.binary(
              Golden.numbers(recorded.get("logits")), Golden.numbers(recorded.get("targets"))));
    }
  }

  @Test
  void squaredError() throws IOException {
    for (JsonObject recorded : cases("losses.json", "mse")) {
      double[] predicted = flat(recorded.get("prediction"));
      Regression errors = Regression.of(flat(recorded.get("target")), predicted);
      switch (recorded.get("reduction").getAsString()) {
        case "mean" -> Golden.check("mse", recorded.get("loss"), errors.meanSquaredError());
        case "sum" ->
            Golden.check("mse", recorded.get("loss"), errors.meanSquaredError() * predicted.length);
        default ->
            assertThat(errors.meanSquaredError())
                .isCloseTo(
                    Arrays.stream(flat(recorded.get("loss"))).average().orElseThrow(),
                    org.assertj.core.api.Assertions.within(1e-11));
      }
    }
  }

  private static double[] flat(JsonElement array) {
    List<Double> all = new ArrayList<>();
    flatten(array, all);
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void flatten(JsonElement element, List<Double> all) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(one -> flatten(one, all));
    } else {
      all.add(Golden.number(element));
    }
  }

  @Test
  void layerNorm() throws IOException {
    for (JsonObject recorded : cases("norms.json", "layer_norm")) {
      double[] weight = Golden.numbers(recorded.get("weight"));
      LayerNorm layer =
          LayerNorm.of(
              weight, Golden.numbers(recorded.get("bias")), recorded.get("eps").getAsDouble());
      double[] input = flat(recorded.get("input"));
      double[] output = flat(recorded.get("output"));
      for (int at = 0; at < input.length; at += weight.length) {
        double[] found = layer.apply(Arrays.copyOfRange(input, at, at + weight.length));
        assertThat(found)
            .containsExactly(
                Arrays.copyOfRange(output, at, at + weight.length),
                org.assertj.core.api.Assertions.within(1e-10));
      }
    }
  }

  @Test
  void batchNorm() throws IOException {
    for (JsonObject recorded : cases("norms.json", "batch_norm")) {
      JsonObject options = recorded.getAsJsonObject("options");
      double momentum =
          !options.has("momentum")
              ? 0.1
              : options.get("momentum").isJsonNull()
                  ? Double.NaN
                  : options.get("momentum").getAsDouble();
      JsonArray steps = recorded.getAsJsonArray("train_steps");
      int columns = steps.get(0).getAsJsonObject().getAsJsonArray("running_mean_after").size();
      double[] weight = new double[columns];
      Arrays.fill(weight, 1);
      boolean isAffine = !recorded.get("weight").isJsonNull();
      BatchNorm layer =
          BatchNorm.of(
              isAffine ? Golden.numbers(recorded.get("weight")) : weight,
              isAffine ? Golden.numbers(recorded.get("bias")) : new double[columns],
              recorded.get("eps").getAsDouble(),
              momentum);
      for (JsonElement step : steps) {
        JsonObject one = step.getAsJsonObject();
        check(places(one.get("output")), layer.train(places(one.get("input"))));
        Golden.check("mean", one.get("running_mean_after"), layer.runningMean());
        Golden.check("variance", one.get("running_var_after"), layer.runningVariance());
      }
      JsonObject inference = recorded.getAsJsonObject("inference");
      check(places(inference.get("output")), layer.infer(places(inference.get("input"))));
    }
    BatchNorm layer = BatchNorm.of(new double[2], new double[2], 1e-5, 0.1);
    assertThatThrownBy(() -> layer.train(new double[][] {{1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training needs at least 2 rows, got 1");
  }

  /** A row for each item and, where there is a third axis, for each place on it. */
  private static double[][] places(JsonElement array) {
    List<double[]> rows = new ArrayList<>();
    for (JsonElement item : Golden.objects(array)) {
      if (!item.getAsJsonArray().get(0).isJsonArray()) {
        rows.add(Golden.numbers(item));
        continue;
      }
      double[][] channels = Golden.rows(item);
      for (int place = 0; place < channels[0].length; place++) {
        double[] row = new double[channels.length];
        for (int c = 0; c < row.length; c++) {
          row[c] = channels[c][place];
        }
        rows.add(row);
      }
    }
    return rows.toArray(double[][]::new);
  }

  private static void check(double[][] recorded, double[][] found) {
    assertThat(found).hasNumberOfRows(recorded.length);
    for (int i = 0; i < recorded.length; i++) {
      assertThat(found[i])
          .containsExactly(recorded[i], org.assertj.core.api.Assertions.within(1e-10));
    }
  }

  @Test
  void wrongInputIsRefused() {
    assertThatThrownBy(() -> CrossEntropy.plain().mean(new double[2][3], new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 2 and 3");
    assertThatThrownBy(() -> CrossEntropy.plain().each(new double[1][3], new int[] {3}))
        .hasMessage("target must be in [0, 3), got 3 at 0");
    assertThatThrownBy(() -> CrossEntropy.plain().smoothing(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> LayerNorm.of(new double[2], new double[3], 0))
        .hasMessageContaining("got 2 and 3");
  }
}
