package io.github.nlptoolkit.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.eval.Golden;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores of items and documents as scikit-learn, scipy and trec_eval have them. */
class RankingGoldenTest {

  static Stream<JsonObject> scores() throws IOException {
    return Golden.objects(Golden.metrics("scores.json").get("cases")).stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("scores")
  void binary(JsonObject recorded) {
    int[] labels = Golden.integers(recorded.get("true"));
    boolean[] positive = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      positive[i] = labels[i] == 1;
    }
    BinaryRanking ranking = BinaryRanking.of(positive, Golden.numbers(recorded.get("scores")));
    Golden.check("auc", recorded.get("roc_auc"), ranking.rocAuc());
    Golden.check("ap", recorded.get("average_precision"), ranking.averagePrecision());
    if (recorded.has("roc_curve")) {
      checkCurves(recorded, ranking);
    }
  }

  private static void checkCurves(JsonObject recorded, BinaryRanking ranking) {
    JsonObject roc = recorded.getAsJsonObject("roc_curve");
    Golden.check("fpr", roc.get("fpr"), array(ranking.rocCurve(), 0));
    Golden.check("tpr", roc.get("tpr"), array(ranking.rocCurve(), 1));
    Golden.check("thresholds", roc.get("thresholds"), array(ranking.rocCurve(), 2));
    JsonObject pr = recorded.getAsJsonObject("pr_curve");
    double[] thresholds = array(ranking.precisionRecallCurve(), 2);
    Golden.check("recall", pr.get("recall"), array(ranking.precisionRecallCurve(), 0));
    Golden.check("precision", pr.get("precision"), array(ranking.precisionRecallCurve(), 1));
    Golden.check(
        "thresholds", pr.get("thresholds"), Arrays.copyOf(thresholds, thresholds.length - 1));
  }

  private static double[] array(BinaryRanking.Point[] points, int which) {
    return Stream.of(points)
        .mapToDouble(point -> which == 0 ? point.x() : which == 1 ? point.y() : point.threshold())
        .toArray();
  }

  @Test
  void multiclass() throws IOException {
    JsonObject recorded = Golden.metrics("scores.json").getAsJsonObject("multiclass");
    MulticlassRanking ranking =
        MulticlassRanking.of(
            Golden.integers(recorded.get("true")), Golden.rows(recorded.get("probabilities")));
    Golden.check("ovr", recorded.get("roc_auc_ovr_macro"), ranking.rocAucOneVersusRest(false));
    Golden.check("ovr", recorded.get("roc_auc_ovr_weighted"), ranking.rocAucOneVersusRest(true));
    Golden.check("ovo", recorded.get("roc_auc_ovo_macro"), ranking.rocAucOneVersusOne(false));
    Golden.check("ovo", recorded.get("roc_auc_ovo_weighted"), ranking.rocAucOneVersusOne(true));
    Golden.check("log", recorded.get("log_loss"), ranking.logLoss());
    for (Map.Entry<String, JsonElement> entry : recorded.entrySet()) {
      if (entry.getKey().matches("top_\\d+_accuracy")) {
        int k = Integer.parseInt(entry.getKey().split("_", -1)[1]);
        Golden.check(entry.getKey(), entry.getValue(), ranking.topKAccuracy(k));
      }
    }
  }

  static Stream<JsonObject> correlations() throws IOException {
    return Golden.objects(Golden.metrics("correlation.json").get("cases")).stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("correlations")
  void correlation(JsonObject recorded) {
    double[] a = Golden.numbers(recorded.get("a"));
    double[] b = Golden.numbers(recorded.get("b"));
    check(recorded.getAsJsonObject("pearson"), Correlation.pearson(a, b));
    check(recorded.getAsJsonObject("spearman"), Correlation.spearman(a, b));
    check(recorded.getAsJsonObject("kendall_tau_b"), Correlation.kendall(a, b));
    Golden.check("tau-c", recorded.get("kendall_tau_c"), Correlation.kendallC(a, b));
    Golden.check("ranks", recorded.get("average_ranks_a"), Correlation.averageRanks(a));
  }

  private static void check(JsonObject recorded, Correlation found) {
    Golden.check("value", recorded.get("value"), found.value());
    Golden.check("p", recorded.get("p_value"), found.pValue(), 1e-9);
  }

  @Test
  void retrieval() throws IOException {
    JsonObject recorded = Golden.metrics("retrieval.json");
    JsonObject judgements = recorded.getAsJsonObject("qrels");
    JsonObject runs = recorded.getAsJsonObject("run");
    for (Map.Entry<String, JsonElement> order : recorded.getAsJsonObject("ranking").entrySet()) {
      assertThat(Ranking.order(scores(runs.getAsJsonObject(order.getKey()))))
          .isEqualTo(Golden.strings(order.getValue()));
    }
    for (String set : List.of("per_query", "ir_measures_per_query", "exponential_gain_ndcg")) {
      for (Map.Entry<String, JsonElement> query : recorded.getAsJsonObject(set).entrySet()) {
        Map<String, Integer> grades = grades(judgements.getAsJsonObject(query.getKey()));
        Map<String, Double> scores =
            runs.has(query.getKey()) ? scores(runs.getAsJsonObject(query.getKey())) : Map.of();
        Ranking ranking = Ranking.of(scores, grades);
        for (Map.Entry<String, JsonElement> measure :
            query.getValue().getAsJsonObject().entrySet()) {
          boolean isMsMarco = measure.getKey().startsWith("RR@");
          Golden.check(
              query.getKey() + " " + measure.getKey(),
              measure.getValue(),
              measure(
                  measure.getKey(),
                  isMsMarco ? Ranking.of(byName(scores), grades) : ranking,
                  set.startsWith("exp") ? Ranking.Gain.EXPONENTIAL : Ranking.Gain.LINEAR));
        }
      }
    }
  }

  @Test
  void retrievalMeans() throws IOException {
    JsonObject recorded = Golden.metrics("retrieval.json");
    JsonObject runs = recorded.getAsJsonObject("run");
    RetrievalScores.Builder all = RetrievalScores.builder();
    RetrievalScores.Builder returned = RetrievalScores.builder();
    for (Map.Entry<String, JsonElement> query : recorded.getAsJsonObject("qrels").entrySet()) {
      boolean isReturned = runs.has(query.getKey());
      Map<String, Double> scores =
          isReturned ? scores(runs.getAsJsonObject(query.getKey())) : Map.of();
      Ranking ranking = Ranking.of(scores, grades(query.getValue().getAsJsonObject()));
      all.add(query.getKey(), ranking);
      if (isReturned) {
        returned.add(query.getKey(), ranking);
      }
    }
    for (Map.Entry<String, JsonElement> mean :
        recorded.getAsJsonObject("mean_over_returned_queries").entrySet()) {
      Golden.check(
          mean.getKey(),
          mean.getValue(),
          returned.build().mean(ranking -> measure(mean.getKey(), ranking, Ranking.Gain.LINEAR)));
    }
    for (Map.Entry<String, JsonElement> mean :
        recorded.getAsJsonObject("ir_measures_aggregate").entrySet()) {
      if (!mean.getKey().startsWith("RR@")) {
        Golden.check(
            mean.getKey(),
            mean.getValue(),
            all.build().mean(ranking -> measure(mean.getKey(), ranking, Ranking.Gain.LINEAR)));
      }
    }
  }

  /** MS MARCO's order, which is that of ir_measures' RR@k: scores as double, then names rising. */
  private static List<String> byName(Map<String, Double> scores) {
    Comparator<Map.Entry<String, Double>> falling =
        Comparator.comparingDouble(entry -> -entry.getValue());
    return scores.entrySet().stream()
        .sorted(falling.thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static double measure(String name, Ranking ranking, Ranking.Gain gain) {
    String[] parts = name.split("[_@](?=\\d)", -1);
    int k = parts.length > 1 ? Integer.parseInt(parts[1]) : Integer.MAX_VALUE;
    return switch (parts[0]) {
      case "P" -> ranking.precision(k);
      case "R", "recall" -> ranking.recall(k);
      case "AP", "map", "map_cut" -> ranking.averagePrecision(k);
      case "RR", "recip_rank" -> ranking.reciprocalRank(k);
      case "Success", "success" -> ranking.accuracy(k);
      case "nDCG", "ndcg", "ndcg_cut" -> ranking.ndcg(k, gain);
      default -> throw new AssertionError("no measure " + name);
    };
  }

  private static Map<String, Integer> grades(JsonObject recorded) {
    Map<String, Integer> grades = new LinkedHashMap<>();
    recorded.entrySet().forEach(e -> grades.put(e.getKey(), e.getValue().getAsInt()));
    return grades;
  }

  private static Map<String, Double> scores(JsonObject recorded) {
    Map<String, Double> scores = new LinkedHashMap<>();
    recorded.entrySet().forEach(e -> scores.put(e.getKey(), e.getValue().getAsDouble()));
    return scores;
  }
}
