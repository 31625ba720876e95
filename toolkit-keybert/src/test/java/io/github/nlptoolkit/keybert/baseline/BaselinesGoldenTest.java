package io.github.nlptoolkit.keybert.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keybert.candidate.StopWords;
import io.github.nlptoolkit.keyword.Keyword;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** PageRank of networkx, RAKE of rake-nltk, TF-IDF of scikit-learn on the recorded texts. */
final class BaselinesGoldenTest {

  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}_]+(?:'[\\p{L}\\p{N}_]+)?|[^\\p{L}\\p{N}_\\s]");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+");
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  private static DynamicTest test(
      String name, int at, org.junit.jupiter.api.function.Executable check) {
    return DynamicTest.dynamicTest(name + " " + at, check);
  }

  @TestFactory
  List<DynamicTest> recordings() throws IOException {
    JsonObject recorded = Recorded.read("classical/keywords/keywords.json");
    List<String> texts = Recorded.strings(recorded.get("texts"));
    Set<String> stopWords = new HashSet<>(Recorded.strings(recorded.get("stop_words")));
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement one : recorded.getAsJsonArray("pagerank")) {
      JsonObject graph = one.getAsJsonObject();
      String text = texts.get(graph.get("text").getAsInt());
      tests.add(test("pagerank", tests.size(), () -> checkPageRank(graph, text, stopWords)));
    }
    for (JsonElement one : recorded.getAsJsonArray("rake")) {
      JsonObject rake = one.getAsJsonObject();
      String text = texts.get(rake.get("text").getAsInt());
      tests.add(test("rake", tests.size(), () -> checkRake(rake, text, stopWords)));
    }
    CountVectorizer vectorizer =
        CountVectorizer.builder().stopWords(StopWords.of(stopWords)).ngramRange(1, 2).build();
    TfIdf tfIdf = TfIdf.builder(vectorizer).topN(20).fit(texts);
    for (JsonElement one : recorded.getAsJsonArray("tfidf")) {
      JsonObject weights = one.getAsJsonObject();
      String text = texts.get(weights.get("text").getAsInt());
      tests.add(test("tfidf", tests.size(), () -> checkTfIdf(weights, tfIdf.extract(text))));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void checkPageRank(JsonObject recorded, String text, Set<String> stopWords) {
    WordGraph graph =
        WordGraph.of(
            tokens(text),
            token ->
                !stopWords.contains(token)
                    && token.codePointCount(0, token.length()) > 2
                    && Character.isLetter(token.codePointAt(0)),
            recorded.get("window").getAsInt(),
            recorded.get("weighted").getAsBoolean());
    assertThat(graph.words()).hasSize(recorded.get("nodes").getAsInt());
    assertThat(graph.edges()).isEqualTo(recorded.get("edges").getAsInt());
    Map<String, Double> found = graph.pageRank(recorded.get("damping").getAsDouble());
    Map<String, Double> expected = Recorded.numbers(recorded.get("scores"));
    found.keySet().retainAll(expected.keySet());
    Recorded.assertClose(found, expected);
  }

  private static void checkRake(JsonObject recorded, String text, Set<String> stopWords) {
    List<List<String>> sentences = new ArrayList<>();
    for (String sentence : SENTENCE.split(text, -1)) {
      sentences.add(tokens(sentence));
    }
    Map<String, Double> found =
        Rake.rank(
            sentences,
            token ->
                stopWords.contains(token) || (token.length() == 1 && PUNCTUATION.contains(token)),
            Rake.Metric.valueOf(recorded.get("metric").getAsString()),
            recorded.get("max_length").getAsInt());
    Map<String, Double> expected = Recorded.numbers(recorded.get("phrases"));
    assertThat(found).hasSizeGreaterThanOrEqualTo(expected.size());
    expected.forEach(
        (phrase, score) -> assertThat(found.get(phrase)).as(phrase).isCloseTo(score, within(1e-8)));
    // The recorded phrases are the best ones.
    double least = expected.values().stream().mapToDouble(v -> v).min().orElse(0);
    assertThat(found.values().stream().filter(score -> score > least + 1e-8).count())
        .isLessThanOrEqualTo(expected.size());
  }

  private static void checkTfIdf(JsonObject recorded, List<Keyword> found) {
    List<Double> expected = new ArrayList<>();
    Map<String, Double> byText = Recorded.numbers(recorded.get("top_20"));
    recorded
        .getAsJsonArray("top_20")
        .forEach(pair -> expected.add(pair.getAsJsonArray().get(1).getAsDouble()));
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).score()).isCloseTo(expected.get(i), within(1e-8));
      Double known = byText.get(found.get(i).text());
      if (known != null) {
        assertThat(found.get(i).score()).isCloseTo(known, within(1e-8));
      }
    }
  }
}
