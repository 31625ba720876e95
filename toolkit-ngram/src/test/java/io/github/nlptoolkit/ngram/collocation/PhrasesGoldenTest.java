package io.github.nlptoolkit.ngram.collocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.ngram.WordSplitter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded case of gensim's Phrases: scores, joined sentences, a second pass. */
class PhrasesGoldenTest {
  private static final double TOLERANCE = 1e-9;

  @TestFactory
  Stream<DynamicTest> phrases() throws IOException {
    String named = System.getProperty("golden.dir", "");
    Path root = named.isBlank() ? Path.of("src/test/resources/golden") : Path.of(named);
    Path folder = root.resolve("classical/w2v");
    JsonObject golden;
    try (Reader reader = Files.newBufferedReader(folder.resolve("phrases.json"))) {
      golden = JsonParser.parseReader(reader).getAsJsonObject();
    }
    List<List<String>> corpus = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(golden.get("corpus").getAsString()))) {
      corpus.add(WordSplitter.blanks().split(line));
    }
    List<String> connectors = new ArrayList<>();
    golden.getAsJsonArray("connector_words").forEach(word -> connectors.add(word.getAsString()));
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement element : golden.getAsJsonArray("cases")) {
      JsonObject example = element.getAsJsonObject();
      List<String> words = example.get("connector_words").getAsBoolean() ? connectors : List.of();
      tests.add(
          DynamicTest.dynamicTest(
              example.get("scoring").getAsString() + " " + example.get("threshold"),
              () -> run(example, corpus, words)));
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static Phrases.Builder settings(JsonObject example, List<String> connectors) {
    return Phrases.builder()
        .minCount(example.get("min_count").getAsLong())
        .threshold(example.get("threshold").getAsDouble())
        .scoring(
            PhraseScoring.valueOf(example.get("scoring").getAsString().toUpperCase(Locale.ROOT)))
        .connectorWords(connectors);
  }

  private static void run(JsonObject example, List<List<String>> corpus, List<String> connectors) {
    Phrases phrases = settings(example, connectors).build();
    corpus.forEach(phrases::add);
    assertThat(phrases.vocabularySize()).isEqualTo(example.get("len_vocab").getAsInt());
    assertThat(phrases.words()).isEqualTo(example.get("corpus_word_count").getAsLong());
    Map<String, Double> found = phrases.phrases();
    assertThat(found).hasSize(example.getAsJsonArray("phrases").size());
    check(found, example.getAsJsonArray("phrases"));
    if (example.has("example_counts")) {
      JsonObject counts = example.getAsJsonObject("example_counts");
      String a = counts.get("a").getAsString();
      String b = counts.get("b").getAsString();
      assertThat(phrases.count(a)).isEqualTo(counts.get("count_a").getAsLong());
      assertThat(phrases.count(b)).isEqualTo(counts.get("count_b").getAsLong());
      assertThat(phrases.count(a + "_" + b)).isEqualTo(counts.get("count_ab").getAsLong());
    }
    for (JsonElement element : example.getAsJsonArray("sentences")) {
      JsonObject sentence = element.getAsJsonObject();
      List<String> in = WordSplitter.blanks().split(sentence.get("in").getAsString());
      assertThat(String.join(" ", phrases.join(in))).isEqualTo(sentence.get("out").getAsString());
    }
    Phrases second = settings(example, connectors).build();
    corpus.forEach(sentence -> second.add(phrases.join(sentence)));
    check(second.phrases(), example.getAsJsonArray("second_pass"));
  }

  private static void check(Map<String, Double> found, JsonArray expected) {
    assertThat(expected).isNotEmpty();
    for (JsonElement element : expected) {
      String phrase = element.getAsJsonArray().get(0).getAsString();
      double score = element.getAsJsonArray().get(1).getAsDouble();
      assertThat(found).containsKey(phrase);
      assertThat(found.getOrDefault(phrase, Double.NaN))
          .as(phrase)
          .isCloseTo(score, within(TOLERANCE * Math.max(1, Math.abs(score))));
    }
  }
}
