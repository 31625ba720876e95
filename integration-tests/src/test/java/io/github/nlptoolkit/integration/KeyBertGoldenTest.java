package io.github.nlptoolkit.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keybert.CompatibleKeyBert;
import io.github.nlptoolkit.keybert.DocumentBatch;
import io.github.nlptoolkit.keybert.KeyBert;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Every recorded call of KeyBERT with a real model, in every file of {@code neural/keybert} that
 * names a model: the same keywords in the same order, scores within the recording's tolerance.
 */
class KeyBertGoldenTest {

  @TestFactory
  List<DynamicTest> recordings() throws Exception {
    String given = System.getProperty("golden.dir", "");
    Path root = Path.of(given.isEmpty() ? "src/test/resources/golden" : given);
    Path folder = root.resolve("neural/keybert");
    assumeTrue(Files.isDirectory(folder), "no KeyBERT recordings in " + root);
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonObject recording = read(file);
        if (recording.has("model")) {
          new Recording(file.getFileName().toString(), recording).addTo(tests);
        }
      }
    }
    assertThat(tests).as("recorded calls in %s", folder).isNotEmpty();
    return tests;
  }

  private static JsonObject read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  private record Recording(String name, JsonObject json) {

    void addTo(List<DynamicTest> tests) {
      int number = 0;
      for (JsonElement element : json.getAsJsonArray("cases")) {
        JsonObject recorded = element.getAsJsonObject();
        tests.add(test("cases[" + number++ + "]", recorded, () -> checkCall(recorded)));
      }
      if (json.has("edge_cases")) {
        number = 0;
        for (JsonElement element : json.getAsJsonArray("edge_cases")) {
          JsonObject recorded = element.getAsJsonObject();
          tests.add(test("edge_cases[" + number++ + "]", recorded, () -> checkEdge(recorded)));
        }
      }
      if (json.has("precomputed")) {
        JsonObject recorded = json.getAsJsonObject("precomputed");
        tests.add(test("precomputed", recorded, () -> checkReadyEmbeddings(recorded)));
      }
    }

    private DynamicTest test(String place, JsonObject recorded, Executable check) {
      String what = recorded.has("name") ? " " + recorded.get("name").getAsString() : "";
      return DynamicTest.dynamicTest(name + " " + place + what, check);
    }

    private TextEmbedder model() throws Exception {
      // "bge-small-zh-v1.5 (langchain4j jar, ONNX), ...": the name is the first word.
      return RealModels.embedder(json.get("model").getAsString().split(" ", 2)[0]);
    }

    private KeyBertCall call(JsonObject recorded) {
      List<String> documents = documents(recorded.get("docs"));
      CountVectorizer own = null;
      if (recorded.has("vectorizer")) {
        own = KeyBertCall.vectorizer(recorded.getAsJsonObject("vectorizer"), null);
      } else if (recorded.has("tokens")) {
        JsonObject options = new JsonObject();
        options.add("ngram_range", recorded.get("ngram_range"));
        options.add("stop_words", recorded.get("stop_words"));
        own = KeyBertCall.vectorizer(options, segmenter(recorded.get("tokens").getAsString()));
      }
      return new KeyBertCall(documents, recorded.getAsJsonObject("arguments"), own);
    }

    private List<String> documents(JsonElement docs) {
      if (docs.isJsonPrimitive()) {
        return List.of(docs.getAsString());
      }
      List<String> documents = new ArrayList<>();
      for (JsonElement document : docs.getAsJsonArray()) {
        documents.add(
            document.getAsJsonPrimitive().isString()
                ? document.getAsString()
                : json.getAsJsonArray("documents").get(document.getAsInt()).getAsString());
      }
      return documents;
    }

    /** The recorded words, which are all of the text in lower case, cut apart. */
    private Segmenter segmenter(String which) {
      assertThat(which).isIn("all", "length > 1");
      Map<String, List<Span>> known = new HashMap<>();
      for (JsonElement words : json.getAsJsonArray("jieba_tokens")) {
        List<Span> spans = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String word : KeyBertCall.strings(words)) {
          int start = text.length();
          text.append(word);
          if (which.equals("all") || word.codePointCount(0, word.length()) > 1) {
            spans.add(new Span(start, text.length()));
          }
        }
        known.put(text.toString(), spans);
      }
      return text -> {
        assertThat(known).containsKey(text);
        return known.get(text);
      };
    }

    private void checkCall(JsonObject recorded) throws Exception {
      KeyBertCall call = call(recorded);
      checkResult(recorded, call.run(model()));
    }

    private void checkEdge(JsonObject recorded) throws Exception {
      KeyBertCall call = call(recorded);
      TextEmbedder embedder = model();
      if (recorded.has("exception")) {
        String message = recorded.getAsJsonObject("exception").get("message").getAsString();
        if (message.startsWith("empty vocabulary")) {
          // It is the document's doing, so it is no error here.
          assertThat(call.run(embedder)).allMatch(List::isEmpty);
        } else if (message.contains("word_embeddings")) {
          assertThatThrownBy(() -> call.runWithTooManyCandidateEmbeddings(embedder))
              .isInstanceOf(IllegalArgumentException.class);
        } else {
          assertThatThrownBy(() -> call.run(embedder)).isInstanceOf(IllegalArgumentException.class);
        }
      } else if (call.isMistakeThatThePeerSwallows()) {
        assertThat(recorded.getAsJsonArray("result")).isEmpty();
        assertThatThrownBy(() -> call.run(embedder)).isInstanceOf(IllegalArgumentException.class);
      } else {
        checkResult(recorded, call.run(embedder));
      }
    }

    private void checkReadyEmbeddings(JsonObject recorded) throws Exception {
      JsonObject arguments = recorded.getAsJsonObject("arguments");
      assertThat(arguments.keySet()).containsExactly("keyphrase_ngram_range");
      JsonArray range = arguments.getAsJsonArray("keyphrase_ngram_range");
      CompatibleKeyBert keyBert =
          KeyBert.compatible(model())
              .ngramRange(range.get(0).getAsInt(), range.get(1).getAsInt())
              .build();
      List<String> documents = documents(recorded.get("docs"));
      DocumentBatch batch = keyBert.embed(documents);
      checkShape(recorded, "word_embeddings_shape", batch.candidateEmbeddings().orElseThrow());
      checkShape(recorded, "doc_embeddings_shape", batch.documentEmbeddings().orElseThrow());
      checkResult(recorded, keyBert.extractAll(batch));
    }

    private static void checkShape(JsonObject recorded, String key, Embeddings embeddings) {
      JsonArray shape = recorded.getAsJsonArray(key);
      assertThat(embeddings.count()).as(key).isEqualTo(shape.get(0).getAsInt());
      assertThat(embeddings.dimension()).as(key).isEqualTo(shape.get(1).getAsInt());
    }

    private void checkResult(JsonObject recorded, List<List<Keyword>> actual) {
      JsonArray result = recorded.getAsJsonArray("result");
      double tolerance = json.getAsJsonObject("tolerance").get("score").getAsDouble();
      boolean isFragile = recorded.has("fragile") && recorded.get("fragile").getAsBoolean();
      boolean isPlain = call(recorded).isPlain();
      if (actual.isEmpty()) {
        assertThat(result).isEmpty();
      } else if (actual.size() == 1) {
        // The peer flattens a list of one document.
        check(result, actual.get(0), tolerance, isFragile, isPlain);
      } else {
        assertThat(actual).hasSameSizeAs(result);
        for (int i = 0; i < actual.size(); i++) {
          check(result.get(i).getAsJsonArray(), actual.get(i), tolerance, isFragile, isPlain);
        }
      }
    }

    private static void check(
        JsonArray expected,
        List<Keyword> actual,
        double tolerance,
        boolean isFragile,
        boolean isPlain) {
      List<String> keywords = new ArrayList<>();
      Map<String, Double> scores = new HashMap<>();
      for (JsonElement element : expected) {
        String keyword = element.getAsJsonArray().get(0).getAsString();
        keywords.add(keyword);
        scores.put(keyword, element.getAsJsonArray().get(1).getAsDouble());
      }
      assertThat(actual).hasSameSizeAs(keywords);
      if (!isFragile) {
        assertThat(actual).extracting(Keyword::text).containsExactlyElementsOf(keywords);
      }
      for (int i = 0; isPlain && i < actual.size(); i++) {
        assertThat(actual.get(i).score())
            .as("score at rank %d", i)
            .isCloseTo(scores.get(keywords.get(i)), within(tolerance + 1e-9));
      }
      for (Keyword keyword : actual) {
        assertThat(keyword.spans()).as(keyword.text()).isNotEmpty();
        Double score = scores.get(keyword.text());
        if (score != null) {
          // Both are rounded to 4 places, so a difference of one step may be 1e-4 and a rounding.
          assertThat(keyword.score()).as(keyword.text()).isCloseTo(score, within(tolerance + 1e-9));
        }
      }
      assertThat(actual.isEmpty() || actual.stream().anyMatch(k -> scores.containsKey(k.text())))
          .as("a keyword of the peer's")
          .isTrue();
    }
  }
}
