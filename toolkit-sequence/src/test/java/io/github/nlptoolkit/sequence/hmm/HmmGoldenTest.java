package io.github.nlptoolkit.sequence.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.sequence.data.SentenceFormat;
import io.github.nlptoolkit.sequence.data.SentenceReader;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** hmmlearn's results for discrete models, and those of a bigram tagger. */
class HmmGoldenTest {
  private static final double TOLERANCE = 1e-9;

  private static Path folder() {
    String given = System.getProperty("golden.dir", "");
    return Path.of(given.isEmpty() ? "src/test/resources/golden" : given).resolve("classical/hmm");
  }

  private static JsonObject read(String name) throws IOException {
    try (Reader reader = Files.newBufferedReader(folder().resolve(name))) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  @TestFactory
  List<DynamicTest> discreteModels() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement element : read("categorical.json").getAsJsonArray("cases")) {
      JsonObject recorded = element.getAsJsonObject();
      tests.add(
          DynamicTest.dynamicTest(
              recorded.get("name").getAsString(), () -> checkDiscrete(recorded)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void checkDiscrete(JsonObject recorded) {
    DiscreteHmm model =
        DiscreteHmm.of(
            row(recorded.get("start")),
            rows(recorded.get("transition")),
            rows(recorded.get("emission")));
    if (recorded.has("observations")) {
      int[] observations = ints(recorded.get("observations"));
      checkNumber(model.logLikelihood(observations), recorded.get("log_likelihood"));
      return;
    }
    List<int[]> sequences = new ArrayList<>();
    for (JsonElement element : recorded.getAsJsonArray("sequences")) {
      JsonObject sequence = element.getAsJsonObject();
      int[] observations = ints(sequence.get("observations"));
      sequences.add(observations);
      checkSequence(model, observations, sequence);
    }
    checkNumber(model.logLikelihood(sequences), recorded.get("log_likelihood_all"));
    for (JsonElement element : recorded.getAsJsonArray("baum_welch")) {
      checkTraining(model, sequences, element.getAsJsonObject());
    }
  }

  private static void checkSequence(DiscreteHmm model, int[] observations, JsonObject recorded) {
    checkNumber(model.logLikelihood(observations), recorded.get("log_likelihood"));
    StatePath path = model.viterbi(observations);
    checkNumber(path.logProbability(), recorded.get("viterbi_log_probability"));
    assertThat(path.states()).isEqualTo(ints(recorded.get("viterbi_path")));
    assertThat(model.nBest(observations, 1)).hasSize(1);
    assertThat(model.nBest(observations, 1).get(0).logProbability())
        .isCloseTo(path.logProbability(), within(TOLERANCE));
    double[][] posteriors = model.posteriors(observations);
    checkPosteriors(posteriors, recorded.get("posteriors"));
    int[] best = new int[posteriors.length];
    for (int t = 0; t < best.length; t++) {
      for (int j = 1; j < posteriors[t].length; j++) {
        best[t] = posteriors[t][j] > posteriors[t][best[t]] ? j : best[t];
      }
    }
    assertThat(best).isEqualTo(ints(recorded.get("posterior_path")));
  }

  /** All rows, or of a long sequence some. */
  private static void checkPosteriors(double[][] found, JsonElement recorded) {
    if (recorded.isJsonArray()) {
      check(found, recorded);
      return;
    }
    int[] rows = ints(recorded.getAsJsonObject().get("rows"));
    double[][] some = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      some[i] = found[rows[i]];
    }
    check(some, recorded.getAsJsonObject().get("values"));
  }

  private static void checkTraining(
      DiscreteHmm initial, List<int[]> sequences, JsonObject recorded) {
    Set<BaumWelch.Parameter> updated =
        recorded.has("only")
            ? EnumSet.of(
                BaumWelch.Parameter.valueOf(
                    recorded.get("only").getAsString().toUpperCase(Locale.ROOT)))
            : EnumSet.allOf(BaumWelch.Parameter.class);
    BaumWelch.Result<DiscreteHmm> result =
        BaumWelch.builder()
            .iterations(recorded.get("iterations").getAsInt())
            .tolerance(Double.NEGATIVE_INFINITY)
            .update(updated)
            .build()
            .train(initial, sequences);
    if (recorded.has("log_likelihood_before_each")) {
      double[] before = row(recorded.get("log_likelihood_before_each"));
      assertThat(result.logLikelihoods()).hasSize(before.length);
      for (int i = 0; i < before.length; i++) {
        assertThat(result.logLikelihoods().get(i)).isCloseTo(before[i], relative(before[i]));
      }
    }
    checkNumber(result.model().logLikelihood(sequences), recorded.get("log_likelihood_after"));
    check(new double[][] {result.model().start()}, new JsonArrayOf(recorded.get("start")).array());
    check(result.model().transition(), recorded.get("transition"));
    check(result.model().emission(), recorded.get("emission"));
  }

  /** One row as rows. */
  private record JsonArrayOf(JsonElement row) {
    JsonArray array() {
      JsonArray array = new JsonArray();
      array.add(row);
      return array;
    }
  }

  @TestFactory
  List<DynamicTest> taggers() throws IOException {
    JsonObject recorded = read("tagger.json");
    List<TaggedSentence> train = sentences(recorded.get("train").getAsString());
    List<TaggedSentence> test = sentences(recorded.get("test").getAsString());
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement element : recorded.getAsJsonArray("variants")) {
      JsonObject variant = element.getAsJsonObject();
      tests.add(
          DynamicTest.dynamicTest(
              "gamma " + variant.get("gamma") + ", end state " + variant.get("end_state"),
              () -> checkTagger(variant, train, test)));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static List<TaggedSentence> sentences(String name) throws IOException {
    List<TaggedSentence> sentences = new ArrayList<>();
    try (SentenceReader reader = SentenceFormat.COLUMNS.open(folder().resolve(name))) {
      reader.readAll().forEach(rows -> sentences.add(TaggedSentence.of(rows, 0, 1)));
    }
    return sentences;
  }

  private static void checkTagger(
      JsonObject recorded, List<TaggedSentence> train, List<TaggedSentence> test) {
    Smoothing smoothing = new Smoothing.AddK(recorded.get("gamma").getAsDouble());
    HmmTagger tagger =
        HmmTaggerTrainer.builder()
            .order(2)
            .end(recorded.get("end_state").getAsBoolean())
            .transitions(smoothing)
            .emissions(smoothing)
            .unknownWords(HmmTaggerTrainer.UnknownWords.ONE_SYMBOL)
            .build()
            .train(train);
    assertThat(tagger.tags()).isEqualTo(strings(recorded.get("tags")));
    assertThat(words(train)).hasSize(recorded.get("vocabulary").getAsInt());
    checkProbabilities(recorded, tagger);
    JsonArray sentences = recorded.getAsJsonArray("sentences");
    assertThat(sentences).hasSameSizeAs(test);
    Score score = new Score();
    for (int i = 0; i < sentences.size(); i++) {
      checkSentence(tagger, test.get(i), sentences.get(i).getAsJsonObject(), score);
    }
    assertThat(score.tokens).isEqualTo(recorded.get("tokens").getAsInt());
    checkNumber((double) score.right / score.tokens, recorded.get("accuracy"));
    checkNumber((double) score.posteriorRight / score.tokens, recorded.get("posterior_accuracy"));
    assertThat(score.unseen).isEqualTo(recorded.get("unseen_tokens").getAsInt());
    checkNumber((double) score.unseenRight / score.unseen, recorded.get("unseen_accuracy"));
  }

  private static Set<String> words(List<TaggedSentence> sentences) {
    Set<String> words = new HashSet<>();
    sentences.forEach(sentence -> words.addAll(sentence.tokens()));
    return words;
  }

  private static void checkProbabilities(JsonObject recorded, HmmTagger tagger) {
    double[] start = row(recorded.get("start_log"));
    double[][] transition = rows(recorded.get("transition_log"));
    for (int i = 0; i < start.length; i++) {
      String tag = tagger.tags().get(i);
      assertThat(tagger.logTransition(null, null, tag)).isCloseTo(start[i], relative(start[i]));
      for (int j = 0; j < start.length; j++) {
        assertThat(tagger.logTransition(null, tag, tagger.tags().get(j)))
            .isCloseTo(transition[i][j], relative(transition[i][j]));
      }
      if (!recorded.get("end_log").isJsonNull()) {
        checkNumber(
            tagger.logTransition(null, tag, null), recorded.getAsJsonArray("end_log").get(i));
      }
    }
    for (JsonElement element : recorded.getAsJsonArray("emission_log_examples")) {
      JsonObject example = element.getAsJsonObject();
      check(
          new double[][] {tagger.logEmissions(example.get("word").getAsString())},
          new JsonArrayOf(example.get("log")).array());
    }
  }

  private static final class Score {
    private int tokens;
    private int right;
    private int posteriorRight;
    private int unseen;
    private int unseenRight;
  }

  private static void checkSentence(
      HmmTagger tagger, TaggedSentence sentence, JsonObject recorded, Score score) {
    List<String> tokens = sentence.tokens();
    StatePath path = tagger.viterbi(tokens);
    List<String> tags = tagger.tag(tokens);
    checkNumber(path.logProbability(), recorded.get("viterbi_log"));
    assertThat(String.join(" ", tags)).isEqualTo(recorded.get("tags").getAsString());
    checkNumber(tagger.logLikelihood(tokens), recorded.get("log_likelihood"));
    if (recorded.has("posterior_of_viterbi_tags")) {
      double[] posteriors = row(recorded.get("posterior_of_viterbi_tags"));
      double[][] found = tagger.posteriors(tokens);
      for (int t = 0; t < posteriors.length; t++) {
        assertThat(found[t][path.states()[t]]).isCloseTo(posteriors[t], within(TOLERANCE));
      }
    }
    List<String> posteriorTags = tagger.posteriorTags(tokens);
    if (recorded.has("posterior_tags")) {
      assertThat(String.join(" ", posteriorTags))
          .isEqualTo(recorded.get("posterior_tags").getAsString());
    }
    for (int t = 0; t < tokens.size(); t++) {
      boolean isRight = tags.get(t).equals(sentence.tags().get(t));
      boolean isUnseen = !tagger.knows(tokens.get(t));
      score.tokens++;
      score.right += isRight ? 1 : 0;
      score.posteriorRight += posteriorTags.get(t).equals(sentence.tags().get(t)) ? 1 : 0;
      score.unseen += isUnseen ? 1 : 0;
      score.unseenRight += isUnseen && isRight ? 1 : 0;
    }
  }

  @TestFactory
  List<DynamicTest> impossibleSequences() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement element : read("categorical.json").getAsJsonArray("cases")) {
      JsonObject recorded = element.getAsJsonObject();
      if (recorded.has("observations")) {
        tests.add(
            DynamicTest.dynamicTest(
                recorded.get("name").getAsString(), () -> checkImpossible(recorded)));
      }
    }
    return tests;
  }

  private static void checkImpossible(JsonObject recorded) {
    DiscreteHmm model =
        DiscreteHmm.of(
            row(recorded.get("start")),
            rows(recorded.get("transition")),
            rows(recorded.get("emission")));
    int[] observations = ints(recorded.get("observations"));
    assertThat(model.viterbi(observations).logProbability()).isNegative().isInfinite();
    assertThat(model.nBest(observations, 3)).isEmpty();
    assertThatThrownBy(() -> model.posteriors(observations)).hasMessageContaining("impossible");
    assertThatThrownBy(
            () -> BaumWelch.builder().build().train(model, Collections.singletonList(observations)))
        .hasMessage("sequence 0 is impossible in the model");
  }

  private static org.assertj.core.data.Offset<Double> relative(double expected) {
    return within(TOLERANCE * Math.max(1, Math.abs(expected)));
  }

  private static void checkNumber(double found, JsonElement recorded) {
    double expected = recorded.getAsDouble();
    if (Double.isInfinite(expected)) {
      assertThat(found).isEqualTo(expected);
    } else {
      assertThat(found).isCloseTo(expected, relative(expected));
    }
  }

  private static void check(double[][] found, JsonElement recorded) {
    double[][] expected = rows(recorded);
    assertThat(found).hasSameDimensionsAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(4 * TOLERANCE));
    }
  }

  private static double[] row(JsonElement element) {
    JsonArray array = element.getAsJsonArray();
    double[] row = new double[array.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = array.get(i).getAsDouble();
    }
    return row;
  }

  private static double[][] rows(JsonElement element) {
    JsonArray array = element.getAsJsonArray();
    double[][] rows = new double[array.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(array.get(i));
    }
    return rows;
  }

  private static int[] ints(JsonElement element) {
    JsonArray array = element.getAsJsonArray();
    int[] ints = new int[array.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = array.get(i).getAsInt();
    }
    return ints;
  }

  private static List<String> strings(JsonElement element) {
    List<String> strings = new ArrayList<>();
    element.getAsJsonArray().forEach(string -> strings.add(string.getAsString()));
    return strings;
  }
}
