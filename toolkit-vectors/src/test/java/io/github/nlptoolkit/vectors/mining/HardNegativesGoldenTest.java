package io.github.nlptoolkit.vectors.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.vectors.golden.Goldens;
import io.github.nlptoolkit.vectors.mining.HardNegatives.Scored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rows of sentence-transformers' mine_hard_negatives. */
class HardNegativesGoldenTest {
  private static final float TOLERANCE = 3e-5f;

  @Test
  void calls() throws IOException {
    JsonObject recorded = Goldens.json("util/mine_hard_negatives.json");
    TableEmbedder embedder = embedder(recorded);
    for (JsonObject call : Goldens.calls(recorded)) {
      JsonObject arguments = call.getAsJsonObject("arguments");
      HardNegatives mined = mine(recorded, embedder, arguments, call.get("corpus").getAsString());
      String format = arguments.get("output_format").getAsString();
      boolean scored =
          arguments.has("output_scores") && arguments.get("output_scores").getAsBoolean();
      List<List<Object>> rows = rows(mined, format, scored);
      JsonArray expected = call.getAsJsonArray("rows");
      assertThat(rows).as("%s", arguments).hasSize(expected.size());
      for (int i = 0; i < rows.size(); i++) {
        checkRow(rows.get(i), expected.get(i).getAsJsonArray(), arguments + " row " + i);
      }
    }
  }

  @Test
  void errors() throws IOException {
    JsonObject recorded = Goldens.json("util/mine_hard_negatives.json");
    TableEmbedder embedder = embedder(recorded);
    assertThat(recorded.getAsJsonArray("errors")).isNotEmpty();
    for (JsonElement error : recorded.getAsJsonArray("errors")) {
      JsonObject arguments = error.getAsJsonObject().getAsJsonObject("arguments");
      if (arguments.has("output_format")) {
        // Forms are methods here.
        continue;
      }
      assertThatThrownBy(() -> mine(recorded, embedder, arguments, "all"))
          .as("%s", arguments)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static TableEmbedder embedder(JsonObject recorded) {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    recorded
        .getAsJsonObject("embeddings")
        .entrySet()
        .forEach(
            entry ->
                vectors.put(entry.getKey(), Goldens.floats(entry.getValue().getAsJsonArray())));
    return new TableEmbedder(vectors);
  }

  private static HardNegatives mine(
      JsonObject recorded, TableEmbedder embedder, JsonObject arguments, String corpus) {
    List<String> documents =
        switch (corpus) {
          case "all" -> embedder.texts().stream().filter(text -> text.startsWith("d")).toList();
          case "positives only" -> List.of();
          default -> throw new AssertionError("unknown corpus " + corpus);
        };
    return options(arguments)
        .build()
        .mine(
            Goldens.strings(recorded.getAsJsonArray("anchors")),
            Goldens.strings(recorded.getAsJsonArray("positives")),
            documents,
            embedder,
            embedder);
  }

  private static HardNegativeOptions options(JsonObject arguments) {
    HardNegativeOptions options = HardNegativeMiner.builder();
    for (Map.Entry<String, JsonElement> entry : arguments.entrySet()) {
      JsonElement value = entry.getValue();
      switch (entry.getKey()) {
        case "num_negatives" -> options.numNegatives(value.getAsInt());
        case "range_min" -> options.rangeMin(value.getAsInt());
        case "range_max" -> options.rangeMax(value.getAsInt());
        case "max_score" -> options.maxScore(value.getAsDouble());
        case "min_score" -> options.minScore(value.getAsDouble());
        case "absolute_margin" -> options.absoluteMargin(value.getAsDouble());
        case "relative_margin" -> options.relativeMargin(value.getAsDouble());
        case "include_positives" -> {
          if (value.getAsBoolean()) {
            options.includePositives();
          }
        }
        case "output_format", "output_scores" -> {}
        default -> throw new AssertionError("unknown argument " + entry.getKey());
      }
    }
    return options;
  }

  private static List<List<Object>> rows(HardNegatives mined, String format, boolean scored) {
    List<List<Object>> rows = new ArrayList<>();
    switch (format) {
      case "triplet" ->
          mined
              .triplets()
              .forEach(
                  one -> {
                    List<Object> row = row(one.anchor(), one.positive().text());
                    row.add(one.negative().text());
                    addScores(row, scored, List.of(one.positive(), one.negative()));
                    rows.add(row);
                  });
      case "n-tuple" ->
          mined
              .tuples()
              .forEach(
                  one -> {
                    List<Object> row = row(one.anchor(), one.positive().text());
                    List<Scored> all = new ArrayList<>(List.of(one.positive()));
                    one.negatives().forEach(negative -> row.add(negative.text()));
                    all.addAll(one.negatives());
                    addScores(row, scored, all);
                    rows.add(row);
                  });
      case "labeled-pair" ->
          mined
              .labeledPairs()
              .forEach(
                  one -> {
                    List<Object> row = row(one.anchor(), one.document().text());
                    row.add(scored ? (Object) one.document().score() : (Object) one.label());
                    rows.add(row);
                  });
      case "labeled-list" ->
          mined
              .labeledLists()
              .forEach(
                  one -> {
                    List<Object> texts = new ArrayList<>();
                    one.documents().forEach(document -> texts.add(document.text()));
                    List<Object> row = row(one.anchor(), texts);
                    addScores(row, scored, one.documents());
                    if (!scored) {
                      row.add(new ArrayList<Object>(one.labels()));
                    }
                    rows.add(row);
                  });
      default -> throw new AssertionError("unknown format " + format);
    }
    return rows;
  }

  private static List<Object> row(Object... values) {
    return new ArrayList<>(List.of(values));
  }

  private static void addScores(List<Object> row, boolean scored, List<Scored> texts) {
    if (scored) {
      List<Object> scores = new ArrayList<>();
      texts.forEach(text -> scores.add(text.score()));
      row.add(scores);
    }
  }

  private static void checkRow(List<?> actual, JsonArray expected, String what) {
    assertThat(actual).as(what).hasSize(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      JsonElement value = expected.get(i);
      if (value.isJsonArray()) {
        checkRow((List<?>) actual.get(i), value.getAsJsonArray(), what);
      } else if (value.getAsJsonPrimitive().isString()) {
        assertThat(actual.get(i)).as(what).isEqualTo(value.getAsString());
      } else {
        assertThat(((Number) actual.get(i)).floatValue())
            .as(what)
            .isCloseTo(value.getAsFloat(), within(TOLERANCE));
      }
    }
  }
}
