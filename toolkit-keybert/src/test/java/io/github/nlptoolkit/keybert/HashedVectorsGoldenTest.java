package io.github.nlptoolkit.keybert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.keybert.candidate.AccentStripping;
import io.github.nlptoolkit.keybert.candidate.Candidates;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keybert.candidate.DocumentFrequency;
import io.github.nlptoolkit.keybert.candidate.StopWords;
import io.github.nlptoolkit.keybert.selection.Selection;
import io.github.nlptoolkit.keyword.Keyword;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * KeyBERT itself with made-up vectors, so without a model: candidates, counts, every selection,
 * seeds. The recording is this module's own ({@code peer/record.py} made it), so {@code golden.dir}
 * does not move it.
 */
class HashedVectorsGoldenTest {

  @TestFactory
  List<DynamicTest> recordings() throws Exception {
    JsonObject recording;
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                HashedVectorsGoldenTest.class.getResourceAsStream("/peer/keybert-0.9.0.json")),
            StandardCharsets.UTF_8)) {
      recording = JsonParser.parseReader(reader).getAsJsonObject();
    }
    List<String> documents = strings(recording.get("documents"));
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonElement element : recording.getAsJsonArray("cases")) {
      JsonObject recorded = element.getAsJsonObject();
      CountVectorizer vectorizer = vectorizer(recorded.getAsJsonObject("vectorizer"));
      String name = recorded.get("vectorizer").toString();
      tests.add(
          DynamicTest.dynamicTest(
              "candidates " + name, () -> checkCandidates(recorded, vectorizer.fit(documents))));
      if (recorded.has("calls")) {
        for (JsonElement call : recorded.getAsJsonArray("calls")) {
          tests.add(
              DynamicTest.dynamicTest(
                  name + " " + call.getAsJsonObject().get("arguments"),
                  () -> checkCall(call.getAsJsonObject(), vectorizer, documents)));
        }
      }
    }
    return tests;
  }

  private static void checkCandidates(JsonObject recorded, Candidates found) {
    assertThat(found.texts()).isEqualTo(strings(recorded.get("features")));
    JsonArray counts = recorded.getAsJsonArray("counts");
    for (int document = 0; document < counts.size(); document++) {
      List<Integer> indices = new ArrayList<>();
      for (JsonElement pair : counts.get(document).getAsJsonArray()) {
        int candidate = pair.getAsJsonArray().get(0).getAsInt();
        int count = pair.getAsJsonArray().get(1).getAsInt();
        indices.add(candidate);
        assertThat(found.count(document, candidate)).isEqualTo(count);
        assertThat(found.spans(document, candidate)).hasSize(count);
      }
      assertThat(found.of(document)).isEqualTo(indices.stream().mapToInt(i -> i).toArray());
    }
  }

  private static void checkCall(
      JsonObject call, CountVectorizer vectorizer, List<String> documents) {
    JsonObject arguments = call.getAsJsonObject("arguments");
    CompatibleKeyBert.Builder builder =
        KeyBert.compatible(new HashEmbedder())
            .vectorizer(vectorizer)
            .topN(arguments.get("top_n").getAsInt())
            .selection(selection(arguments));
    DocumentBatch batch = DocumentBatch.of(documents);
    JsonElement seeds = call.get("seed_keywords");
    if (!seeds.isJsonNull() && seeds.getAsJsonArray().get(0).isJsonArray()) {
      List<List<String>> ofEach = new ArrayList<>();
      seeds.getAsJsonArray().forEach(list -> ofEach.add(strings(list)));
      batch = batch.seedKeywords(ofEach);
    } else if (!seeds.isJsonNull()) {
      builder.seedKeywords(strings(seeds));
    }
    List<List<Keyword>> all = builder.build().extractAll(batch);
    JsonArray result = call.getAsJsonArray("result");
    assertThat(result.size()).isPositive().isLessThanOrEqualTo(all.size());
    for (int document = 0; document < result.size(); document++) {
      checkKeywords(result.get(document).getAsJsonArray(), all.get(document));
    }
  }

  private static void checkKeywords(JsonArray expected, List<Keyword> actual) {
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      JsonElement element = expected.get(i);
      Keyword keyword = actual.get(i);
      if (element.isJsonArray()) {
        assertThat(keyword.text()).isEqualTo(element.getAsJsonArray().get(0).getAsString());
        assertThat(keyword.score())
            .isCloseTo(element.getAsJsonArray().get(1).getAsDouble(), within(1.000001e-4));
      } else {
        assertThat(keyword.text()).isEqualTo(element.getAsString());
      }
    }
  }

  private static Selection selection(JsonObject arguments) {
    if (arguments.has("use_mmr")) {
      return Selection.mmr(arguments.get("diversity").getAsDouble());
    }
    return arguments.has("use_maxsum")
        ? Selection.maxSum(arguments.get("nr_candidates").getAsInt())
        : Selection.topN();
  }

  private static CountVectorizer vectorizer(JsonObject options) {
    CountVectorizer.Builder builder = CountVectorizer.builder();
    for (String name : options.keySet()) {
      JsonElement value = options.get(name);
      switch (name) {
        case "ngram_range" -> {
          JsonArray range = value.getAsJsonArray();
          builder.ngramRange(range.get(0).getAsInt(), range.get(1).getAsInt());
        }
        case "stop_words" -> {
          if (value.isJsonArray()) {
            builder.stopWords(StopWords.of(strings(value)));
          } else {
            builder.stopWords(StopWords.named(value.isJsonNull() ? "none" : value.getAsString()));
          }
        }
        case "lowercase" -> builder.lowercase(value.getAsBoolean());
        case "strip_accents" ->
            builder.accents(
                value.getAsString().equals("ascii")
                    ? AccentStripping.ASCII
                    : AccentStripping.UNICODE);
        case "min_df" -> builder.minDf(frequency(value));
        case "max_df" -> builder.maxDf(frequency(value));
        case "vocabulary" -> builder.vocabulary(strings(value));
        default -> throw new AssertionError("unknown option " + name);
      }
    }
    return builder.build();
  }

  private static DocumentFrequency frequency(JsonElement value) {
    return value.getAsString().indexOf('.') >= 0
        ? DocumentFrequency.share(value.getAsDouble())
        : DocumentFrequency.count(value.getAsInt());
  }

  private static List<String> strings(JsonElement list) {
    List<String> all = new ArrayList<>();
    list.getAsJsonArray().forEach(text -> all.add(text.getAsString()));
    return all;
  }
}
