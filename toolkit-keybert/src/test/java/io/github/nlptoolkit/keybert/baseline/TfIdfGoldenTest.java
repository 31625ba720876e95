package io.github.nlptoolkit.keybert.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.keybert.candidate.Candidates;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keybert.candidate.DocumentFrequency;
import io.github.nlptoolkit.keybert.candidate.PatternSegmenter;
import io.github.nlptoolkit.keybert.candidate.StopWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The weights of scikit-learn's {@code TfidfVectorizer} and of BERTopic's class TF-IDF. */
final class TfIdfGoldenTest {

  @TestFactory
  List<DynamicTest> scikitLearn() throws IOException {
    JsonObject recorded = Recorded.read("classical/cluster/tfidf.json");
    List<String> documents = Recorded.strings(recorded.get("documents"));
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement one : recorded.getAsJsonArray("cases")) {
      JsonObject options = one.getAsJsonObject().getAsJsonObject("options");
      tests.add(
          DynamicTest.dynamicTest(
              "tfidf " + options,
              () ->
                  check(one.getAsJsonObject(), fit(one.getAsJsonObject(), documents), documents)));
    }
    JsonObject chinese = recorded.getAsJsonObject("chinese_character_bigrams");
    List<String> texts = Recorded.strings(chinese.get("documents"));
    CountVectorizer bigrams =
        CountVectorizer.builder()
            .segmenter(PatternSegmenter.of(Pattern.compile("\\S+")))
            .ngramRange(2, 2)
            .build();
    TfIdf model = TfIdf.builder(bigrams).fit(texts);
    JsonArray rows = chinese.getAsJsonArray("rows");
    for (int i = 0; i < rows.size(); i++) {
      String text = texts.get(i);
      JsonElement row = rows.get(i);
      tests.add(
          DynamicTest.dynamicTest(
              "Chinese bigrams " + i,
              () -> Recorded.assertClose(model.weights(text), Recorded.numbers(row))));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(JsonObject recorded, TfIdf model, List<String> documents) {
    assertThat(model.features()).isEqualTo(Recorded.strings(recorded.get("features")));
    if (recorded.has("idf") && recorded.get("idf").isJsonArray()) {
      JsonArray idf = recorded.getAsJsonArray("idf");
      for (int i = 0; i < idf.size(); i++) {
        assertThat(model.idf()[i]).isCloseTo(idf.get(i).getAsDouble(), within(1e-8));
      }
    }
    JsonArray rows = recorded.getAsJsonArray("rows");
    assertThat(rows.size()).isLessThanOrEqualTo(documents.size());
    for (int i = 0; i < rows.size(); i++) {
      Recorded.assertClose(model.weights(documents.get(i)), Recorded.numbers(rows.get(i)));
    }
  }

  /**
   * The model with the options. Which of several equally frequent candidates {@code max_features}
   * keeps, the peer leaves to an unstable sort: so the recorded ones are taken, if they are as
   * frequent as those that would be kept.
   */
  private static TfIdf fit(JsonObject recorded, List<String> documents) {
    JsonObject options = recorded.getAsJsonObject("options");
    CountVectorizer.Builder words = CountVectorizer.builder();
    options.keySet().stream()
        .filter(key -> !isOfWeights(key))
        .forEach(key -> set(words, key, options.get(key)));
    CountVectorizer vectorizer = words.build();
    TfIdf.Builder weights = TfIdf.builder(vectorizer);
    setAll(weights, options);
    TfIdf model = weights.fit(documents);
    List<String> features = Recorded.strings(recorded.get("features"));
    if (!options.has("max_features") || model.features().equals(features)) {
      return model;
    }
    assertThat(counts(vectorizer, features, documents))
        .isEqualTo(counts(vectorizer, model.features(), documents));
    TfIdf.Builder ofRecorded = TfIdf.builder(vectorizer.withVocabulary(features));
    setAll(ofRecorded, options);
    return ofRecorded.fit(documents);
  }

  private static List<Integer> counts(
      CountVectorizer vectorizer, List<String> features, List<String> documents) {
    Candidates found = vectorizer.withVocabulary(features).fit(documents);
    return IntStream.range(0, features.size())
        .map(
            feature ->
                IntStream.range(0, documents.size())
                    .map(document -> found.count(document, feature))
                    .sum())
        .sorted()
        .boxed()
        .toList();
  }

  private static void setAll(TfIdf.Builder weights, JsonObject options) {
    options.keySet().stream()
        .filter(TfIdfGoldenTest::isOfWeights)
        .forEach(key -> set(weights, key, options.get(key)));
  }

  private static boolean isOfWeights(String option) {
    return List.of("norm", "smooth_idf", "sublinear_tf", "use_idf", "max_features", "binary")
        .contains(option);
  }

  private static void set(TfIdf.Builder builder, String option, JsonElement value) {
    switch (option) {
      case "norm" ->
          builder.norm(
              value.isJsonNull()
                  ? TfIdf.Norm.NONE
                  : value.getAsString().equals("l1") ? TfIdf.Norm.L1 : TfIdf.Norm.L2);
      case "smooth_idf" -> builder.smoothIdf(value.getAsBoolean());
      case "sublinear_tf" -> builder.sublinearTf(value.getAsBoolean());
      case "use_idf" -> builder.useIdf(value.getAsBoolean());
      case "max_features" -> builder.maxFeatures(value.getAsInt());
      default -> builder.binary(value.getAsBoolean());
    }
  }

  private static void set(CountVectorizer.Builder builder, String option, JsonElement value) {
    switch (option) {
      case "ngram_range" ->
          builder.ngramRange(
              value.getAsJsonArray().get(0).getAsInt(), value.getAsJsonArray().get(1).getAsInt());
      case "min_df" -> builder.minDf(frequency(value));
      case "max_df" -> builder.maxDf(frequency(value));
      case "stop_words" -> builder.stopWords(StopWords.of(Recorded.strings(value)));
      case "lowercase" -> builder.lowercase(value.getAsBoolean());
      default ->
          throw new IllegalArgumentException("the recording has an unknown option " + option);
    }
  }

  private static DocumentFrequency frequency(JsonElement value) {
    String text = value.getAsString();
    return text.contains(".")
        ? DocumentFrequency.share(value.getAsDouble())
        : DocumentFrequency.count(value.getAsInt());
  }

  @TestFactory
  List<DynamicTest> berTopic() throws IOException {
    JsonObject recorded = Recorded.read("classical/cluster/ctfidf.json");
    List<String> documents = Recorded.strings(recorded.get("documents"));
    JsonArray given = recorded.getAsJsonArray("labels");
    int[] labels = new int[given.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = given.get(i).getAsInt();
    }
    CountVectorizer vectorizer =
        CountVectorizer.builder()
            .stopWords(StopWords.of(Recorded.strings(recorded.get("stop_words"))))
            .build();
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement one : recorded.getAsJsonArray("cases")) {
      JsonObject options = one.getAsJsonObject().getAsJsonObject("options");
      ClassTfIdf weighting =
          new ClassTfIdf(
              vectorizer,
              options.has("bm25_weighting") && options.get("bm25_weighting").getAsBoolean(),
              options.has("reduce_frequent_words")
                  && options.get("reduce_frequent_words").getAsBoolean());
      JsonArray rows = one.getAsJsonObject().getAsJsonArray("rows");
      tests.add(
          DynamicTest.dynamicTest(
              "ctfidf " + options,
              () -> {
                List<Map<String, Double>> found = weighting.weights(documents, labels);
                assertThat(found).hasSize(rows.size());
                for (int i = 0; i < rows.size(); i++) {
                  Recorded.assertClose(found.get(i), Recorded.numbers(rows.get(i)));
                }
              }));
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }
}
