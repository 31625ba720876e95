package io.github.nlptoolkit.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recording of a published model: the same tokens, and vectors within its tolerance. */
class RealModelsGoldenTest {

  /** What is reached where the recording's own tolerance is wider. */
  private static final double REACHED = 2e-6;

  private static final double ROUNDING = 1e-6;
  private static final Pattern LIMIT = Pattern.compile("(?:max_seq_length|truncation) (\\d+)");
  private static final Pattern JAR = Pattern.compile("langchain4j-embeddings-([a-z0-9-]+):");

  private record Recording(String file, JsonObject json) {
    /** The short name of the model: the first word, or in the name of the jar. */
    String model() {
      String text = json.get("model").getAsString();
      Matcher jar = JAR.matcher(text);
      if (!jar.find()) {
        return text.split(" ", 2)[0];
      }
      return switch (jar.group(1)) {
        case "all-minilm-l6-v2" -> "all-MiniLM-L6-v2";
        case "bge-small-en-v15" -> "bge-small-en-v1.5";
        case "bge-small-zh-v15" -> "bge-small-zh-v1.5";
        default -> jar.group(1);
      };
    }

    int maxTokens() {
      Matcher limit = LIMIT.matcher(json.get("note").getAsString());
      assertThat(limit.find()).as("a limit in the note").isTrue();
      return Integer.parseInt(limit.group(1));
    }

    List<String> texts() {
      return json.getAsJsonArray("texts").asList().stream().map(JsonElement::getAsString).toList();
    }

    double tolerance() {
      double stated = json.getAsJsonObject("tolerance").get("embedding").getAsDouble();
      return file.equals("all-MiniLM-L6-v2.json") ? Math.min(stated, REACHED) : stated;
    }

    SentenceEmbedder embedder() throws IOException {
      return RealModels.embedder(model(), maxTokens());
    }
  }

  private static List<Recording> recordings() throws IOException {
    String given = System.getProperty("golden.dir", "");
    Path root = Path.of(given.isEmpty() ? "src/test/resources/golden" : given);
    Path folder = root.resolve("neural/real-models");
    assumeTrue(Files.isDirectory(folder), "no recordings of real models in " + root);
    List<Recording> recordings = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        try (Reader reader = Files.newBufferedReader(file)) {
          recordings.add(
              new Recording(
                  file.getFileName().toString(), JsonParser.parseReader(reader).getAsJsonObject()));
        }
      }
    }
    assertThat(recordings).as("recordings in %s", folder).isNotEmpty();
    return recordings;
  }

  private interface Check {
    void run(Recording recording) throws IOException;
  }

  private static Stream<DynamicTest> each(Check check) throws IOException {
    return recordings().stream()
        .map(recording -> DynamicTest.dynamicTest(recording.file(), () -> check.run(recording)));
  }

  @TestFactory
  Stream<DynamicTest> tokens() throws IOException {
    return each(RealModelsGoldenTest::checkTokens);
  }

  private static void checkTokens(Recording recording) throws IOException {
    JsonArray counts = recording.json().getAsJsonArray("token_counts");
    JsonArray starts = recording.json().getAsJsonArray("input_ids_first_16");
    List<String> texts = recording.texts();
    assertThat(counts.size()).isEqualTo(texts.size());
    Path file = RealModels.folder(recording.model()).resolve("tokenizer.json");
    try (Tokenizer tokenizer =
        Tokenizer.load(file, TokenizerOptions.limit(recording.maxTokens()))) {
      for (int i = 0; i < texts.size(); i++) {
        TokenIds ids = tokenizer.ids(texts.get(i));
        assertThat(ids.size()).as("tokens of text %d", i).isEqualTo(counts.get(i).getAsInt());
        if (starts != null) {
          JsonArray start = starts.get(i).getAsJsonArray();
          for (int j = 0; j < start.size(); j++) {
            assertThat(ids.id(j)).as("id %d of text %d", j, i).isEqualTo(start.get(j).getAsInt());
          }
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> embeddings() throws IOException {
    return each(RealModelsGoldenTest::checkEmbeddings);
  }

  private static void checkEmbeddings(Recording recording) throws IOException {
    float[][] actual = rows(recording.embedder().embed(recording.texts()));
    JsonArray expected = recording.json().getAsJsonArray("embeddings");
    assertThat(actual.length).isEqualTo(expected.size());
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      JsonArray row = expected.get(i).getAsJsonArray();
      assertThat(actual[i]).hasSize(row.size());
      for (int j = 0; j < actual[i].length; j++) {
        double difference = Math.abs(actual[i][j] - row.get(j).getAsFloat());
        worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
      }
    }
    System.err.printf(Locale.ROOT, "%s: largest difference %.2e%n", recording.file(), worst);
    assertThat(worst).isLessThanOrEqualTo(recording.tolerance());
  }

  @TestFactory
  Stream<DynamicTest> callsOfAnySize() throws IOException {
    return each(RealModelsGoldenTest::checkSizes);
  }

  private static void checkSizes(Recording recording) throws IOException {
    SentenceEmbedder embedder = recording.embedder();
    List<String> texts = recording.texts().subList(0, Math.min(32, recording.texts().size()));
    float[][] together = rows(embedder.embed(texts));
    for (int size : new int[] {1, 2, 7}) {
      double worst = 0;
      for (int start = 0; start < texts.size(); start += size) {
        int end = Math.min(texts.size(), start + size);
        float[][] some = rows(embedder.embed(texts.subList(start, end)));
        for (int i = start; i < end; i++) {
          worst = Math.max(worst, difference(together[i], some[i - start]));
        }
      }
      System.err.printf(Locale.ROOT, "%s: %d texts a call: %.2e%n", recording.file(), size, worst);
      assertThat(worst).as("%d texts a call", size).isLessThanOrEqualTo(ROUNDING);
    }
  }

  @TestFactory
  Stream<DynamicTest> anyOrder() throws IOException {
    return each(RealModelsGoldenTest::checkOrder);
  }

  private static void checkOrder(Recording recording) throws IOException {
    List<String> texts = recording.texts();
    List<Integer> order = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
    Collections.shuffle(order, new Random(3));
    float[][] straight = rows(recording.embedder().embed(texts));
    float[][] shuffled = rows(recording.embedder().embed(order.stream().map(texts::get).toList()));
    for (int i = 0; i < order.size(); i++) {
      assertThat(difference(straight[order.get(i)], shuffled[i])).isLessThanOrEqualTo(ROUNDING);
    }
  }

  private static float[][] rows(Embeddings embeddings) {
    float[][] rows = new float[embeddings.count()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = embeddings.vector(i);
    }
    return rows;
  }

  private static double difference(float[] one, float[] other) {
    double worst = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = Math.abs(one[i] - other[i]);
      worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
    }
    return worst;
  }
}
