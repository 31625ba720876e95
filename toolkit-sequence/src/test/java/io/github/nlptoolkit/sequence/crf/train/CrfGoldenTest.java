package io.github.nlptoolkit.sequence.crf.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.crf.CrfModelBuilder;
import io.github.nlptoolkit.sequence.lattice.Lattice;
import io.github.nlptoolkit.sequence.lattice.Posteriors;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** CRFsuite's objective, weights, sparsity, tags, probabilities, for every recorded model. */
class CrfGoldenTest {

  private static final Pattern FIRST = Pattern.compile("first (\\d+) training sentences");
  private static final Pattern RANGES =
      Pattern.compile("(\\S+\\.tsv): sentences (\\d+)-(\\d+) train, (\\d+)-(\\d+) test");

  /** A recorded sentence. */
  private record Sentence(AttributeSequence attributes, List<String> labels) {}

  @TestFactory
  List<DynamicTest> recordings() throws IOException {
    String given = System.getProperty("golden.dir", "");
    Path root = Path.of(given.isEmpty() ? "src/test/resources/golden" : given);
    Path folder = root.resolve("classical/crf");
    List<DynamicTest> tests = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        JsonObject recorded = read(file);
        if (recorded.has("algorithm")) {
          String name = file.getFileName().toString();
          tests.add(DynamicTest.dynamicTest(name + ": decoding", () -> decode(folder, recorded)));
          tests.add(DynamicTest.dynamicTest(name + ": training", () -> train(folder, recorded)));
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void decode(Path folder, JsonObject recorded) throws IOException {
    checkDecoding(recorded, test(folder, recorded), stored(folder, recorded), 1e-6);
  }

  private static void train(Path folder, JsonObject recorded) throws IOException {
    JsonObject parameters = recorded.getAsJsonObject("parameters");
    assertThat(recorded.get("algorithm").getAsString()).isEqualTo("lbfgs");
    CrfDataset.Builder data = CrfDataset.builder();
    training(folder, recorded).forEach(s -> data.add(s.attributes, s.labels));
    TrainingResult result =
        CrfTrainer.builder(lbfgs(parameters))
            .minFrequency(number(parameters, "feature.minfreq", 0))
            .allPossibleStates(flag(parameters, "feature.possible_states"))
            .allPossibleTransitions(flag(parameters, "feature.possible_transitions"))
            .build()
            .train(data.build());
    CrfModel model = result.model();
    double objective = recorded.get("objective").getAsDouble();
    boolean converged = number(parameters, "epsilon", 1e-5) <= 1e-7;
    assertThat(model.labels()).isEqualTo(strings(recorded.get("labels")));
    // The peer's line search ends a little above the optimum: to be below it is no fault.
    assertThat(result.objective())
        .isBetween(objective * (1 - 1e-5), objective * (1 + (converged ? 1e-6 : 1e-5)));
    if (!converged) {
      assertThat((double) result.iterations())
          .isBetween(
              recorded.get("iterations").getAsInt() / 3.0,
              recorded.get("iterations").getAsInt() * 3.0);
      return;
    }
    boolean sparse = number(parameters, "c1", 0) > 0;
    int features = recorded.get("features_in_model_file").getAsInt();
    assertThat((double) (model.stateFeatureCount() + model.transitionFeatureCount()))
        .isCloseTo(features, within(sparse ? 0.02 * features : 0));
    checkWeights(folder, recorded, model, sparse ? 5e-3 : 1e-3);
    checkDecoding(recorded, test(folder, recorded), model, sparse ? 1e-3 : 1e-5);
  }

  private static Lbfgs lbfgs(JsonObject parameters) {
    Lbfgs.Builder options = Lbfgs.builder();
    options.c1(number(parameters, "c1", 0)).c2(number(parameters, "c2", 1));
    options.epsilon(number(parameters, "epsilon", 1e-5));
    options.delta(number(parameters, "delta", 1e-5));
    options.period((int) number(parameters, "period", 10));
    options.memories((int) number(parameters, "num_memories", 6));
    options.maxLineSearch((int) number(parameters, "max_linesearch", 20));
    if (parameters.has("linesearch")) {
      options.lineSearch(
          switch (parameters.get("linesearch").getAsString()) {
            case "Backtracking" -> LineSearch.BACKTRACKING;
            case "StrongBacktracking" -> LineSearch.STRONG_BACKTRACKING;
            default -> LineSearch.MORE_THUENTE;
          });
    }
    options.maxIterations((int) number(parameters, "max_iterations", Integer.MAX_VALUE));
    return options.build();
  }

  private static void checkWeights(
      Path folder, JsonObject recorded, CrfModel model, double tolerance) throws IOException {
    Map<String, Double> found = new HashMap<>();
    model.transitionFeatures().forEach(f -> found.put(f.from() + "\t" + f.to(), f.weight()));
    for (JsonElement element : recorded.getAsJsonArray("transitions")) {
      JsonArray f = element.getAsJsonArray();
      String key = f.get(0).getAsString() + "\t" + f.get(1).getAsString();
      assertThat(found.getOrDefault(key, 0.0))
          .as(key)
          .isCloseTo(f.get(2).getAsDouble(), within(tolerance));
    }
    found.clear();
    model.stateFeatures().forEach(f -> found.put(f.attribute() + "\t" + f.label(), f.weight()));
    for (String[] f : states(folder, recorded)) {
      assertThat(found.getOrDefault(f[0] + "\t" + f[1], 0.0))
          .as(f[0] + " " + f[1])
          .isCloseTo(Double.parseDouble(f[2]), within(tolerance));
    }
  }

  private static void checkDecoding(
      JsonObject recorded, List<Sentence> sentences, CrfModel model, double tolerance) {
    JsonArray tests = recorded.getAsJsonArray("test");
    assertThat(sentences).hasSize(tests.size());
    for (int s = 0; s < tests.size(); s++) {
      JsonObject expected = tests.get(s).getAsJsonObject();
      AttributeSequence sentence = sentences.get(s).attributes;
      assertThat(model.tag(sentence)).isEqualTo(strings(expected.get("tags")));
      Lattice lattice = model.lattice(sentence);
      Posteriors posteriors = lattice.posteriors();
      double logZ = expected.get("log_z").getAsDouble();
      assertThat(posteriors.logZ()).isCloseTo(logZ, within(tolerance * Math.max(1, logZ)));
      int[] gold = numbers(model, strings(expected.get("gold")));
      assertThat(Math.exp(lattice.logProbability(gold)))
          .isCloseTo(expected.get("gold_probability").getAsDouble(), within(tolerance));
      JsonArray marginals = expected.getAsJsonArray("marginals");
      for (int t = 0; t < marginals.size(); t++) {
        for (int l = 0; l < model.labels().size(); l++) {
          double probability = marginals.get(t).getAsJsonArray().get(l).getAsDouble();
          assertThat(posteriors.probability(t, l)).isCloseTo(probability, within(tolerance));
        }
      }
    }
  }

  private static int[] numbers(CrfModel model, List<String> labels) {
    return labels.stream().mapToInt(model::label).toArray();
  }

  /** The model with the recorded weights. */
  private static CrfModel stored(Path folder, JsonObject recorded) throws IOException {
    List<String> labels = strings(recorded.get("labels"));
    CrfModelBuilder builder = CrfModel.builder(labels);
    for (String[] f : states(folder, recorded)) {
      builder.state(builder.attribute(f[0]), labels.indexOf(f[1]), Double.parseDouble(f[2]));
    }
    for (JsonElement element : recorded.getAsJsonArray("transitions")) {
      JsonArray f = element.getAsJsonArray();
      builder.transition(
          labels.indexOf(f.get(0).getAsString()),
          labels.indexOf(f.get(1).getAsString()),
          f.get(2).getAsDouble());
    }
    return builder.build();
  }

  private static List<String[]> states(Path folder, JsonObject recorded) throws IOException {
    List<String[]> all = new ArrayList<>();
    for (String line :
        Files.readAllLines(folder.resolve(recorded.get("state_file").getAsString()))) {
      if (!line.isEmpty()) {
        all.add(line.split("\t", -1));
      }
    }
    return all;
  }

  private static List<Sentence> training(Path folder, JsonObject recorded) throws IOException {
    String note = recorded.get("note").getAsString();
    Matcher ranges = RANGES.matcher(note);
    if (ranges.find()) {
      List<Sentence> all = sentences(folder.resolve(ranges.group(1)), true);
      return all.subList(Integer.parseInt(ranges.group(2)) - 1, Integer.parseInt(ranges.group(3)));
    }
    List<Sentence> all = sentences(folder.resolve("train.attrs.tsv"), false);
    Matcher first = FIRST.matcher(note);
    return first.find() ? all.subList(0, Integer.parseInt(first.group(1))) : all;
  }

  private static List<Sentence> test(Path folder, JsonObject recorded) throws IOException {
    Matcher ranges = RANGES.matcher(recorded.get("note").getAsString());
    if (ranges.find()) {
      List<Sentence> all = sentences(folder.resolve(ranges.group(1)), true);
      return all.subList(Integer.parseInt(ranges.group(4)) - 1, Integer.parseInt(ranges.group(5)));
    }
    List<Sentence> all = sentences(folder.resolve("test.attrs.tsv"), false);
    return all.subList(0, recorded.getAsJsonArray("test").size());
  }

  private static List<Sentence> sentences(Path file, boolean valued) throws IOException {
    List<Sentence> all = new ArrayList<>();
    AttributeSequence.Builder tokens = AttributeSequence.builder();
    List<String> labels = new ArrayList<>();
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.add("");
    for (String line : lines) {
      if (line.isEmpty()) {
        if (!labels.isEmpty()) {
          all.add(new Sentence(tokens.build(), labels));
        }
        tokens = AttributeSequence.builder();
        labels = new ArrayList<>();
        continue;
      }
      String[] fields = line.split("\t", -1);
      labels.add(fields[0]);
      tokens.token();
      for (int i = 1; i < fields.length; i++) {
        int cut = valued ? fields[i].indexOf('\u0001') : -1;
        if (cut < 0) {
          tokens.add(fields[i]);
        } else {
          tokens.add(fields[i].substring(0, cut), Double.parseDouble(fields[i].substring(cut + 1)));
        }
      }
    }
    return all;
  }

  private static double number(JsonObject object, String key, double otherwise) {
    return object.has(key) ? object.get(key).getAsDouble() : otherwise;
  }

  private static boolean flag(JsonObject object, String key) {
    return object.has(key) && object.get(key).getAsBoolean();
  }

  private static List<String> strings(JsonElement list) {
    List<String> all = new ArrayList<>();
    list.getAsJsonArray().forEach(text -> all.add(text.getAsString()));
    return all;
  }

  private static JsonObject read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }
}
