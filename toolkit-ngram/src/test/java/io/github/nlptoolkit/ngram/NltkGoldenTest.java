package io.github.nlptoolkit.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded model of NLTK: counts, probabilities, sums, entropies. */
class NltkGoldenTest {
  private static final double RELATIVE = 1e-9;
  private static final String NLTK_UNKNOWN = "<UNK>";

  @TestFactory
  Stream<DynamicTest> models() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : GoldenFolder.files(GoldenFolder.of("classical/lm"), ".json")) {
      JsonObject golden = GoldenFolder.json(file);
      String name = golden.get("name").getAsString();
      NgramCounts counts = counts(golden);
      tests.add(DynamicTest.dynamicTest(name + " counts", () -> checkCounts(golden, counts)));
      for (Map.Entry<String, JsonElement> model : golden.getAsJsonObject("models").entrySet()) {
        tests.add(
            DynamicTest.dynamicTest(
                name + " " + model.getKey(),
                () -> run(golden, counts, model.getKey(), model.getValue().getAsJsonObject())));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static boolean isPadded(JsonObject golden) {
    return golden.get("padding").getAsString().contains("<s>");
  }

  private static NgramCounts counts(JsonObject golden) {
    List<List<String>> sentences =
        GoldenFolder.strings(golden.get("train")).stream()
            .map(WordSplitter.blanks()::split)
            .toList();
    return NgramTrainer.builder(golden.get("order").getAsInt())
        .padding(isPadded(golden))
        .minCount(golden.get("unk_cutoff").getAsInt())
        .build()
        .count(sentences);
  }

  private static void checkCounts(JsonObject golden, NgramCounts counts) {
    for (String length : golden.getAsJsonObject("counts").keySet()) {
      JsonObject expected = golden.getAsJsonObject("counts").getAsJsonObject(length);
      assertThat(counts.distinct(Integer.parseInt(length)))
          .isEqualTo(expected.get("types").getAsLong());
      for (JsonElement element : expected.getAsJsonArray("ngrams")) {
        JsonArray ngram = element.getAsJsonArray();
        List<String> words =
            WordSplitter.blanks().split(ngram.get(0).getAsString()).stream()
                .map(word -> word.equals(NLTK_UNKNOWN) ? "<unk>" : word)
                .toList();
        assertThat(counts.count(words)).as(words.toString()).isEqualTo(ngram.get(1).getAsLong());
      }
    }
    assertThat(counts.wordCount())
        .isEqualTo(golden.getAsJsonObject("vocabulary").get("size_with_unk").getAsInt());
  }

  private static CountSmoothing smoothing(String name, JsonObject parameters) {
    return switch (name) {
      case "MLE" -> CountSmoothing.maximumLikelihood();
      case "Laplace" -> CountSmoothing.laplace();
      case "Lidstone" -> CountSmoothing.lidstone(parameters.get("gamma").getAsDouble());
      case "WittenBellInterpolated" -> CountSmoothing.wittenBell();
      case "AbsoluteDiscountingInterpolated" ->
          CountSmoothing.absoluteDiscounting(parameters.get("discount").getAsDouble());
      case "KneserNeyInterpolated" ->
          CountSmoothing.kneserNey(parameters.get("discount").getAsDouble());
      case "StupidBackoff" -> CountSmoothing.stupidBackoff(parameters.get("alpha").getAsDouble());
      default -> throw new IllegalArgumentException("no such model: " + name);
    };
  }

  private static void run(JsonObject golden, NgramCounts counts, String name, JsonObject expected) {
    CountSmoothing smoothing = smoothing(name, expected.getAsJsonObject("params"));
    if (name.startsWith("KneserNey") && counts.order() == 1) {
      // NLTK divides by zero.
      assertThatThrownBy(() -> counts.model(smoothing))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    CountModel model = counts.model(smoothing);
    for (JsonElement element : expected.getAsJsonArray("scores")) {
      JsonObject score = element.getAsJsonObject();
      String word = score.get("word").getAsString();
      List<String> context = GoldenFolder.strings(score.get("context"));
      close(model.probability(word, context), score.get("score"), score.toString());
      close(
          Math.log(model.probability(word, context)) / Math.log(2),
          score.get("logscore"),
          score.toString());
    }
    for (JsonElement element : expected.getAsJsonArray("sum_over_vocabulary")) {
      List<String> context = GoldenFolder.strings(element.getAsJsonObject().get("context"));
      double sum = 0;
      for (String word : GoldenFolder.strings(golden.getAsJsonObject("vocabulary").get("words"))) {
        sum += model.probability(word, context);
      }
      close(sum, element.getAsJsonObject().get("sum"), element.toString());
    }
    checkSentences(golden, model, expected);
  }

  private static void checkSentences(JsonObject golden, CountModel model, JsonObject expected) {
    double sum = 0;
    long ngrams = 0;
    int sentence = 0;
    for (String line : GoldenFolder.strings(golden.get("test"))) {
      List<String> words = padded(WordSplitter.blanks().split(line), model.order(), golden);
      double log2 = 0;
      int count = 0;
      for (int i = model.order() - 1; i < words.size(); i++) {
        List<String> context = words.subList(i - model.order() + 1, i);
        log2 += Math.log(model.probability(words.get(i), context)) / Math.log(2);
        count++;
      }
      JsonObject score = expected.getAsJsonArray("sentences").get(sentence++).getAsJsonObject();
      assertThat(count).isEqualTo(score.get("ngrams").getAsInt());
      if (count > 0) {
        close(log2, score.get("logscore"), score.toString());
        close(-log2 / count, score.get("entropy"), score.toString());
        close(Math.pow(2, -log2 / count), score.get("perplexity"), score.toString());
      }
      sum += log2;
      ngrams += count;
    }
    JsonObject corpus = expected.getAsJsonObject("corpus");
    assertThat(ngrams).isEqualTo(corpus.get("ngrams").getAsLong());
    close(-sum / ngrams, corpus.get("entropy"), "corpus");
    close(Math.pow(2, -sum / ngrams), corpus.get("perplexity"), "corpus");
  }

  private static List<String> padded(List<String> words, int order, JsonObject golden) {
    int pads = isPadded(golden) ? order - 1 : 0;
    List<String> all = new ArrayList<>(Collections.nCopies(pads, "<s>"));
    all.addAll(words);
    all.addAll(Collections.nCopies(pads, "</s>"));
    return all;
  }

  private static void close(double found, JsonElement expected, String what) {
    if (expected.getAsString().endsWith("Error")) {
      // Where NLTK divides by zero, the shorter context goes on, or there is no token at all.
      assertThat(found).as(what).isNotEqualTo(Double.POSITIVE_INFINITY);
      return;
    }
    double value = GoldenFolder.number(expected);
    if (Double.isFinite(value)) {
      assertThat(found)
          .as(what)
          .isCloseTo(value, within(RELATIVE * Math.max(1e-3, Math.abs(value))));
    } else {
      assertThat(found).as(what).isEqualTo(value);
    }
  }
}
