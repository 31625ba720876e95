package io.github.nlptoolkit.sequence.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sums, marginals, best and next best paths as brute force over all paths finds them. */
class LatticeGoldenTest {

  @TestFactory
  List<DynamicTest> recordings() throws IOException {
    String given = System.getProperty("golden.dir", "");
    Path root = Path.of(given.isEmpty() ? "src/test/resources/golden" : given);
    Path file = root.resolve("classical/crf/lattices.json");
    List<DynamicTest> tests = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file)) {
      for (JsonElement element :
          JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("cases")) {
        JsonObject recorded = element.getAsJsonObject();
        tests.add(
            DynamicTest.dynamicTest(recorded.get("name").getAsString(), () -> check(recorded)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(JsonObject recorded) {
    List<String> names = strings(recorded.get("labels"));
    Lattice lattice = lattice(recorded, names);
    Posteriors posteriors = lattice.posteriors();
    close(posteriors.logZ(), recorded.get("log_z"), "log Z");
    if (recorded.has("unary_marginals")) {
      checkMarginals(lattice, posteriors, recorded);
    }
    checkPaths(lattice, posteriors, recorded, names);
  }

  private static Lattice lattice(JsonObject recorded, List<String> names) {
    Transitions transitions = Transitions.of(matrix(recorded.get("transition")));
    if (!recorded.get("start").isJsonNull()) {
      transitions = transitions.withStart(row(recorded.get("start")));
    }
    if (!recorded.get("end").isJsonNull()) {
      transitions = transitions.withEnd(row(recorded.get("end")));
    }
    Constraints constraints = Constraints.none();
    if (!recorded.get("allowed").isJsonNull()) {
      JsonArray allowed = recorded.getAsJsonArray("allowed");
      for (int t = 0; t < allowed.size(); t++) {
        if (!allowed.get(t).isJsonNull()) {
          constraints =
              constraints.allow(
                  t, strings(allowed.get(t)).stream().mapToInt(names::indexOf).toArray());
        }
      }
    }
    return Lattice.of(Emissions.of(matrix(recorded.get("emission"))), transitions)
        .constrained(constraints);
  }

  private static void checkMarginals(Lattice lattice, Posteriors posteriors, JsonObject recorded) {
    int labels = lattice.labels();
    // Long lattices are recorded without their pairs.
    boolean paired = !recorded.get("pair_marginals").isJsonNull();
    JsonArray pairs = paired ? recorded.getAsJsonArray("pair_marginals") : new JsonArray();
    assertThat(pairs).hasSize(paired ? lattice.length() - 1 : 0);
    for (int t = 0; t < lattice.length(); t++) {
      for (int i = 0; i < labels; i++) {
        close(posteriors.probability(t, i), cell(recorded, "unary_marginals", t, i), "unary");
        close(posteriors.logForward(t, i), cell(recorded, "log_forward", t, i), "forward");
        close(posteriors.logBackward(t, i), cell(recorded, "log_backward", t, i), "backward");
        for (int j = 0; j < labels && t < pairs.size(); j++) {
          JsonElement pair = pairs.get(t).getAsJsonArray().get(i).getAsJsonArray().get(j);
          close(posteriors.pairProbability(t, i, j), pair, "pair");
        }
      }
    }
  }

  private static void checkPaths(
      Lattice lattice, Posteriors posteriors, JsonObject recorded, List<String> names) {
    JsonArray nbest = recorded.getAsJsonArray("nbest");
    if (nbest.isEmpty()) {
      assertThat(lattice.best()).isEmpty();
      assertThat(lattice.paths().hasNext()).isFalse();
      return;
    }
    LabelPath best = lattice.best().orElseThrow();
    close(best.score(), recorded.get("best_score"), "best score");
    Set<List<String>> bestPaths = new HashSet<>();
    recorded.getAsJsonArray("best_paths").forEach(path -> bestPaths.add(strings(path)));
    assertThat(bestPaths).contains(best.names(names));
    Iterator<LabelPath> paths = lattice.paths();
    Set<List<String>> seen = new HashSet<>();
    for (JsonElement element : nbest) {
      LabelPath path = paths.next();
      JsonObject expected = element.getAsJsonObject();
      close(path.score(), expected.get("score"), "n-best score");
      close(lattice.score(path.labels()), expected.get("score"), "score");
      close(Math.exp(path.score() - posteriors.logZ()), expected.get("probability"), "probability");
      close(
          Math.exp(lattice.logProbability(path.labels())),
          expected.get("probability"),
          "probability");
      assertThat(seen.add(path.names(names))).isTrue();
      if (alone(nbest, expected.get("score").getAsDouble())) {
        assertThat(path.names(names)).isEqualTo(strings(expected.get("tags")));
      }
    }
    int possible = recorded.get("possible_paths").getAsInt();
    assertThat(lattice.nBest(possible + 10)).hasSize(possible);
  }

  private static boolean alone(JsonArray nbest, double score) {
    int same = 0;
    for (JsonElement element : nbest) {
      same += Math.abs(element.getAsJsonObject().get("score").getAsDouble() - score) < 1e-9 ? 1 : 0;
    }
    // The last recorded one may tie with one that was not recorded.
    double last = nbest.get(nbest.size() - 1).getAsJsonObject().get("score").getAsDouble();
    return same == 1 && score - last > 1e-9;
  }

  private static void close(double found, JsonElement expected, String what) {
    double value = number(expected);
    if (Double.isInfinite(value)) {
      assertThat(found).as(what).isEqualTo(value);
    } else {
      assertThat(found).as(what).isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
    }
  }

  private static JsonElement cell(JsonObject recorded, String key, int row, int column) {
    return recorded.getAsJsonArray(key).get(row).getAsJsonArray().get(column);
  }

  private static double[][] matrix(JsonElement rows) {
    double[][] all = new double[rows.getAsJsonArray().size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = row(rows.getAsJsonArray().get(i));
    }
    return all;
  }

  private static double[] row(JsonElement values) {
    double[] all = new double[values.getAsJsonArray().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = number(values.getAsJsonArray().get(i));
    }
    return all;
  }

  private static double number(JsonElement value) {
    return Double.parseDouble(value.getAsString());
  }

  private static List<String> strings(JsonElement list) {
    List<String> all = new ArrayList<>();
    list.getAsJsonArray().forEach(text -> all.add(text.getAsString()));
    return all;
  }
}
