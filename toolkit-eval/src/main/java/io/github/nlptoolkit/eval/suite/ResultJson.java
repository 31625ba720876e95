package io.github.nlptoolkit.eval.suite;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.nlptoolkit.eval.significance.Interval;
import io.github.nlptoolkit.eval.task.Chart;
import io.github.nlptoolkit.eval.task.Evaluation;
import io.github.nlptoolkit.eval.task.ItemScores;
import io.github.nlptoolkit.eval.task.Provenance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Results as JSON. Numbers that JSON has not are texts. */
final class ResultJson {
  private ResultJson() {}

  static JsonObject write(SuiteResult result) {
    Evaluation evaluation = result.evaluation();
    JsonObject json = new JsonObject();
    json.addProperty("name", result.name());
    json.addProperty("task", evaluation.task());
    json.addProperty("metric", evaluation.mainMetric());
    JsonObject scores = new JsonObject();
    evaluation.scores().forEach((name, score) -> scores.add(name, number(score)));
    json.add("scores", scores);
    json.add(
        "interval",
        numbers(
            List.of(
                result.interval().lower(), result.interval().upper(), result.interval().level())));
    json.add("provenance", provenance(evaluation.provenance()));
    JsonObject items = new JsonObject();
    items.addProperty("kind", evaluation.items().kind().name());
    JsonArray columns = new JsonArray();
    for (int i = 0; i < evaluation.items().columns(); i++) {
      JsonArray column = new JsonArray();
      for (double value : evaluation.items().column(i)) {
        column.add(number(value));
      }
      columns.add(column);
    }
    items.add("columns", columns);
    json.add("items", items);
    JsonArray charts = new JsonArray();
    evaluation.charts().forEach(chart -> charts.add(chart(chart)));
    json.add("charts", charts);
    json.addProperty("key", result.key());
    return json;
  }

  private static JsonElement number(double value) {
    return Double.isFinite(value)
        ? new JsonPrimitive(value)
        : new JsonPrimitive(Double.toString(value));
  }

  private static JsonArray numbers(Collection<Double> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(number(value)));
    return array;
  }

  private static JsonObject texts(Map<String, String> map) {
    JsonObject json = new JsonObject();
    map.forEach(json::addProperty);
    return json;
  }

  private static JsonObject provenance(Provenance from) {
    JsonObject json = new JsonObject();
    json.addProperty("model", from.model());
    json.addProperty("modelHash", from.modelHash());
    json.addProperty("dataHash", from.dataHash());
    json.add("settings", texts(from.settings()));
    json.add("versions", texts(from.versions()));
    json.addProperty("seed", from.seed());
    json.addProperty("started", from.started());
    json.addProperty("seconds", from.seconds());
    json.addProperty("machine", from.machine());
    return json;
  }

  private static JsonObject chart(Chart chart) {
    JsonObject json = new JsonObject();
    json.addProperty("title", chart.title());
    if (chart instanceof Chart.Scatter scatter) {
      json.addProperty("xAxis", scatter.xAxis());
      json.addProperty("yAxis", scatter.yAxis());
      json.add("x", numbers(scatter.x()));
      json.add("y", numbers(scatter.y()));
    } else if (chart instanceof Chart.Confusion confusion) {
      JsonArray labels = new JsonArray();
      confusion.labels().forEach(labels::add);
      json.add("labels", labels);
      JsonArray rows = new JsonArray();
      for (List<Long> row : confusion.counts()) {
        JsonArray cells = new JsonArray();
        row.forEach(cells::add);
        rows.add(cells);
      }
      json.add("counts", rows);
    } else if (chart instanceof Chart.Reliability reliability) {
      json.add("confidence", numbers(reliability.confidence()));
      json.add("accuracy", numbers(reliability.accuracy()));
      JsonArray items = new JsonArray();
      reliability.items().forEach(items::add);
      json.add("items", items);
    }
    return json;
  }

  static SuiteResult read(JsonObject json) {
    Map<String, Double> scores = new LinkedHashMap<>();
    json.getAsJsonObject("scores")
        .entrySet()
        .forEach(entry -> scores.put(entry.getKey(), number(entry.getValue())));
    JsonObject items = json.getAsJsonObject("items");
    double[][] columns =
        elements(items.get("columns")).stream()
            .map(column -> numbers(column).stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    List<Chart> charts = new ArrayList<>();
    elements(json.get("charts")).forEach(chart -> charts.add(chart(chart.getAsJsonObject())));
    List<Double> interval = numbers(json.get("interval"));
    return new SuiteResult(
        json.get("name").getAsString(),
        json.get("key").getAsString(),
        new Evaluation(
            json.get("task").getAsString(),
            json.get("metric").getAsString(),
            scores,
            ItemScores.of(ItemScores.Kind.valueOf(items.get("kind").getAsString()), columns),
            charts,
            provenance(json.getAsJsonObject("provenance"))),
        new Interval(interval.get(0), interval.get(1), interval.get(2)));
  }

  private static double number(JsonElement element) {
    return Double.parseDouble(element.getAsString());
  }

  private static List<JsonElement> elements(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).toList();
  }

  private static List<Double> numbers(JsonElement array) {
    return elements(array).stream().map(ResultJson::number).toList();
  }

  private static Map<String, String> texts(JsonObject json) {
    Map<String, String> map = new LinkedHashMap<>();
    json.entrySet().forEach(entry -> map.put(entry.getKey(), entry.getValue().getAsString()));
    return map;
  }

  private static Provenance provenance(JsonObject json) {
    return new Provenance(
        json.get("model").getAsString(),
        json.get("modelHash").getAsString(),
        json.get("dataHash").getAsString(),
        texts(json.getAsJsonObject("settings")),
        texts(json.getAsJsonObject("versions")),
        json.get("seed").getAsLong(),
        json.get("started").getAsString(),
        json.get("seconds").getAsDouble(),
        json.get("machine").getAsString());
  }

  private static Chart chart(JsonObject json) {
    String title = json.get("title").getAsString();
    if (json.has("labels")) {
      return new Chart.Confusion(
          title,
          elements(json.get("labels")).stream().map(JsonElement::getAsString).toList(),
          elements(json.get("counts")).stream().map(ResultJson::counts).toList());
    }
    if (json.has("confidence")) {
      return new Chart.Reliability(
          title,
          numbers(json.get("confidence")),
          numbers(json.get("accuracy")),
          counts(json.get("items")));
    }
    return new Chart.Scatter(
        title,
        json.get("xAxis").getAsString(),
        json.get("yAxis").getAsString(),
        numbers(json.get("x")),
        numbers(json.get("y")));
  }

  private static List<Long> counts(JsonElement array) {
    return elements(array).stream().map(JsonElement::getAsLong).toList();
  }
}
