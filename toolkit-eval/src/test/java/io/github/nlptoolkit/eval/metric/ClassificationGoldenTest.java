package io.github.nlptoolkit.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.eval.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Labels scored as scikit-learn does. */
class ClassificationGoldenTest {

  static Stream<JsonObject> cases() throws IOException {
    return Golden.objects(Golden.metrics("classification.json").get("cases")).stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asRecorded(JsonObject recorded) {
    List<String> gold = Golden.strings(recorded.get("true"));
    List<String> predicted = Golden.strings(recorded.get("predicted"));
    List<String> labels = Golden.strings(recorded.get("labels"));
    ClassificationScores scores = ClassificationScores.of(gold, predicted);
    boolean areGiven = recorded.get("labels_given").getAsBoolean();
    if (areGiven) {
      scores = scores.over(labels);
    } else {
      assertThat(new TreeSet<>(scores.labels())).isEqualTo(new TreeSet<>(labels));
      scores = scores.over(labels);
    }
    checkWhole(recorded, scores);
    checkMatrix(recorded, ConfusionMatrix.of(gold, predicted, labels));
    for (ZeroDivision zero : ZeroDivision.values()) {
      checkAverages(recorded, zero, scores.dividing(zero));
    }
    for (Map.Entry<String, JsonElement> entry : recorded.entrySet()) {
      if (entry.getKey().startsWith("fbeta_")) {
        double beta = Double.parseDouble(entry.getKey().substring("fbeta_".length()));
        JsonObject averages = entry.getValue().getAsJsonObject();
        for (Average average : Average.values()) {
          String name = average.name().toLowerCase(Locale.ROOT);
          Golden.check(entry.getKey(), averages.get(name), scores.fBeta(beta, average));
        }
      } else if (entry.getKey().startsWith("binary_pos_")) {
        check(
            entry.getValue().getAsJsonObject(),
            scores.score(entry.getKey().substring("binary_pos_".length())));
      }
    }
  }

  private static void checkWhole(JsonObject recorded, ClassificationScores scores) {
    ConfusionMatrix all = scores.confusion();
    Golden.check("accuracy", recorded.get("accuracy"), scores.accuracy());
    Golden.check("balanced", recorded.get("balanced_accuracy"), scores.balancedAccuracy());
    Golden.check("mcc", recorded.get("mcc"), all.matthewsCorrelation());
    Golden.check("kappa", recorded.get("kappa"), all.kappa(KappaWeights.NONE));
    Golden.check("kappa", recorded.get("kappa_linear"), all.kappa(KappaWeights.LINEAR));
    Golden.check("kappa", recorded.get("kappa_quadratic"), all.kappa(KappaWeights.QUADRATIC));
  }

  private static void checkMatrix(JsonObject recorded, ConfusionMatrix matrix) {
    double[][] counts = Golden.rows(recorded.get("confusion_matrix"));
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        assertThat((double) matrix.count(i, j)).isEqualTo(counts[i][j]);
      }
    }
    for (Map.Entry<String, ConfusionMatrix.Normalisation> entry :
        Map.of(
                "true",
                ConfusionMatrix.Normalisation.GOLD,
                "pred",
                ConfusionMatrix.Normalisation.PREDICTED,
                "all",
                ConfusionMatrix.Normalisation.ALL)
            .entrySet()) {
      Golden.check(
          entry.getKey(),
          recorded.get("confusion_normalised_" + entry.getKey()),
          matrix.normalised(entry.getValue()));
    }
  }

  private static void checkAverages(
      JsonObject recorded, ZeroDivision zero, ClassificationScores scores) {
    String suffix =
        switch (zero) {
          case ZERO -> "";
          case ONE -> "_zero_division_1";
          case NAN -> "_zero_division_nan";
        };
    for (Average average : Average.values()) {
      check(
          recorded.getAsJsonObject(average.name().toLowerCase(Locale.ROOT) + suffix),
          scores.score(average));
    }
    JsonObject perClass = recorded.getAsJsonObject("per_class" + suffix);
    List<Score> each = scores.labels().stream().map(scores::score).toList();
    Golden.check("precision", perClass.get("precision"), array(each, Score::precision));
    Golden.check("recall", perClass.get("recall"), array(each, Score::recall));
    Golden.check("f1", perClass.get("f1"), array(each, Score::f1));
    Golden.check("support", perClass.get("support"), array(each, Score::support));
  }

  private static double[] array(
      List<Score> scores, java.util.function.ToDoubleFunction<Score> value) {
    return scores.stream().mapToDouble(value).toArray();
  }

  private static void check(JsonObject recorded, Score score) {
    Golden.check("precision", recorded.get("precision"), score.precision());
    Golden.check("recall", recorded.get("recall"), score.recall());
    Golden.check("f1", recorded.get("f1"), score.f1());
  }

  @Test
  void setsOfLabels() throws IOException {
    JsonObject recorded = Golden.metrics("classification.json").getAsJsonObject("multilabel");
    int width = recorded.getAsJsonArray("true").get(0).getAsJsonArray().size();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      labels.add(Integer.toString(i));
    }
    MultilabelScores scores =
        MultilabelScores.of(sets(recorded.get("true")), sets(recorded.get("predicted")), labels);
    Golden.check("subset", recorded.get("subset_accuracy"), scores.subsetAccuracy());
    Golden.check("hamming", recorded.get("hamming_loss"), scores.hammingLoss());
    for (Average average : Average.values()) {
      check(
          recorded.getAsJsonObject(average.name().toLowerCase(Locale.ROOT)), scores.score(average));
    }
    check(recorded.getAsJsonObject("samples"), scores.itemwise());
  }

  private static List<Set<String>> sets(JsonElement rows) {
    List<Set<String>> sets = new ArrayList<>();
    for (JsonElement row : Golden.objects(rows)) {
      Set<String> set = new TreeSet<>();
      int[] flags = Golden.integers(row);
      for (int i = 0; i < flags.length; i++) {
        if (flags[i] == 1) {
          set.add(Integer.toString(i));
        }
      }
      sets.add(set);
    }
    return sets;
  }
}
