package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.encoder.EncodedText;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded sentence-transformers folder gives the recorded vectors. */
class SentenceEmbedderGoldenTest {

  @TestFactory
  Stream<DynamicTest> embeddings() {
    List<Path> cases = GoldenFolder.cases("neural/sbert");
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> run(folder)));
  }

  private static void run(Path folder) throws IOException {
    JsonObject golden = GoldenFolder.json(folder.resolve("golden.json"));
    List<String> texts = GoldenFolder.strings(golden.getAsJsonArray("texts"));
    double tolerance = golden.getAsJsonObject("tolerance").get("embedding").getAsDouble();
    try (SentenceEmbedder embedder =
        SentenceEmbedder.builder(folder).precision(Precision.FLOAT32).load()) {
      assertThat(embedder.maxTokens()).isEqualTo(golden.get("max_seq_length").getAsInt());
      check(embedder.embed(texts), golden.getAsJsonArray("embeddings"), tolerance, folder);
      if (golden.has("precision_embeddings")) {
        check(
            embedder.embed(GoldenFolder.strings(golden.getAsJsonArray("precision_texts"))),
            golden.getAsJsonArray("precision_embeddings"),
            tolerance,
            folder);
      }
      if (golden.has("similarity_fn_name")) {
        assertThat(embedder.similarity()).isEqualTo(golden.get("similarity_fn_name").getAsString());
      }
      options(embedder, golden, texts, tolerance, folder);
      prompts(embedder, golden, texts, tolerance, folder);
      tokens(embedder, golden, texts, tolerance, folder);
    }
  }

  /** Fewer dimensions, and unit length. */
  private static void options(
      SentenceEmbedder embedder,
      JsonObject golden,
      List<String> texts,
      double tolerance,
      Path folder) {
    if (golden.has("truncate")) {
      for (JsonElement element : golden.getAsJsonArray("truncate")) {
        JsonObject one = element.getAsJsonObject();
        EmbeddingOptions options =
            EmbeddingOptions.defaults().dimensions(one.get("truncate_dim").getAsInt());
        if (one.get("normalize_embeddings").getAsBoolean()) {
          options = options.normalized();
        }
        check(embedder, options, texts, one.getAsJsonArray("embeddings"), tolerance, folder);
      }
    }
    if (golden.has("normalize_embeddings_true")) {
      EmbeddingOptions unit = EmbeddingOptions.defaults().normalized();
      JsonArray recorded = golden.getAsJsonArray("normalize_embeddings_true");
      check(embedder, unit, texts, recorded, tolerance, folder);
    }
  }

  private static void check(
      SentenceEmbedder embedder,
      EmbeddingOptions options,
      List<String> texts,
      JsonArray recorded,
      double tolerance,
      Path folder) {
    TextEmbedder view = embedder.with(options);
    check(view.embed(texts.subList(0, recorded.size())), recorded, tolerance, folder);
    assertThat(view.dimension()).isEqualTo(recorded.get(0).getAsJsonArray().size());
  }

  private static void prompts(
      SentenceEmbedder embedder,
      JsonObject golden,
      List<String> texts,
      double tolerance,
      Path folder) {
    if (!golden.has("calls")) {
      return;
    }
    golden
        .getAsJsonObject("prompts")
        .entrySet()
        .forEach(
            entry ->
                assertThat(embedder.prompts())
                    .containsEntry(entry.getKey(), entry.getValue().getAsString()));
    for (JsonElement element : golden.getAsJsonArray("calls")) {
      JsonObject call = element.getAsJsonObject();
      JsonObject arguments = call.getAsJsonObject("arguments");
      JsonArray recorded = call.getAsJsonArray("embeddings");
      List<String> some = texts.subList(0, recorded.size());
      Embeddings actual =
          switch (call.get("call").getAsString()) {
            case "encode" ->
                embedder.embed(some, promptOptions(arguments), EmbeddingListener.none());
            case "encode_query" -> embedder.embedQueries(some);
            case "encode_document" -> embedder.embedDocuments(some);
            default -> throw new AssertionError("unknown call " + call.get("call"));
          };
      check(actual, recorded, tolerance, folder);
    }
    assertThat(golden.has("unknown_prompt_name")).isTrue();
    assertThatThrownBy(() -> embedder.with(EmbeddingOptions.defaults().promptName("nope")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("promptName must be one of [query, document, ")
        .hasMessageEndingWith("got nope");
  }

  private static EmbeddingOptions promptOptions(JsonObject arguments) {
    EmbeddingOptions options = EmbeddingOptions.defaults();
    for (String name : arguments.keySet()) {
      String value = arguments.get(name).getAsString();
      options =
          switch (name) {
            case "prompt" -> options.prompt(value);
            case "prompt_name" -> options.promptName(value);
            default -> throw new AssertionError("unknown argument " + name);
          };
    }
    return options;
  }

  private static void tokens(
      SentenceEmbedder embedder,
      JsonObject golden,
      List<String> texts,
      double tolerance,
      Path folder) {
    if (!golden.has("token_embeddings_first4_texts")) {
      return;
    }
    JsonArray recorded = golden.getAsJsonArray("token_embeddings_first4_texts");
    List<EncodedText> actual = embedder.embedTokens(texts.subList(0, recorded.size()));
    for (int i = 0; i < recorded.size(); i++) {
      JsonArray rows = recorded.get(i).getAsJsonArray();
      assertThat(actual.get(i).encoding().size()).isEqualTo(rows.size());
      assertThat(GoldenFolder.difference(actual.get(i).lastHiddenState(), GoldenFolder.flat(rows)))
          .as("%s, text %d", folder, i)
          .isLessThanOrEqualTo(tolerance);
    }
  }

  private static void check(Embeddings actual, JsonArray recorded, double tolerance, Path folder) {
    float[][] expected = GoldenFolder.rows(recorded);
    assertThat(actual.count()).isEqualTo(expected.length);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      float[] row = actual.vector(i);
      assertThat(row).hasSameSizeAs(expected[i]);
      for (int j = 0; j < row.length; j++) {
        worst = Math.max(worst, Math.abs(row[j] - expected[i][j]));
      }
    }
    System.err.printf("%s: largest difference %.2e%n", folder.getFileName(), worst);
    assertThat(worst).isLessThanOrEqualTo(tolerance);
  }
}
