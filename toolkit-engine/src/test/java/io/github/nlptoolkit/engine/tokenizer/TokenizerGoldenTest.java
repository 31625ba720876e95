package io.github.nlptoolkit.engine.tokenizer;

import static io.github.nlptoolkit.engine.GoldenFolders.has;
import static io.github.nlptoolkit.engine.GoldenFolders.ints;
import static io.github.nlptoolkit.engine.GoldenFolders.json;
import static io.github.nlptoolkit.engine.GoldenFolders.strings;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.engine.GoldenFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Ids, types, tokens and places equal those of transformers 5.23, exactly. */
class TokenizerGoldenTest {

  @Test
  void thereAreEncodersToCompareWith() throws IOException {
    assertThat(GoldenFolders.of("neural/encoders")).isNotEmpty();
  }

  @TestFactory
  Stream<DynamicTest> encoders() throws IOException {
    return GoldenFolders.of("neural/encoders").stream()
        .map(folder -> DynamicTest.dynamicTest(name(folder), () -> encoder(folder)));
  }

  @TestFactory
  Stream<DynamicTest> sentenceTransformers() throws IOException {
    return GoldenFolders.of("neural/sbert").stream()
        .map(folder -> DynamicTest.dynamicTest(name(folder), () -> sentenceTransformer(folder)));
  }

  @TestFactory
  Stream<DynamicTest> heads() throws IOException {
    return GoldenFolders.of("neural/heads").stream()
        .map(folder -> DynamicTest.dynamicTest(name(folder), () -> head(folder)));
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }

  private static Tokenizer load(Path folder, TokenizerOptions options) throws IOException {
    return Tokenizer.load(folder.resolve("tokenizer.json"), options);
  }

  private static void encoder(Path folder) throws IOException {
    JsonObject golden = json(folder.resolve("golden.json"));
    TokenizerOptions options = TokenizerOptions.limit(golden.get("max_length").getAsInt());
    try (Tokenizer tokenizer = load(folder, options)) {
      JsonArray cases = golden.getAsJsonArray("cases");
      assertThat(cases).isNotEmpty();
      for (JsonElement element : cases) {
        compare(tokenizer, element.getAsJsonObject());
      }
      int words = json(folder.resolve("config.json")).get("vocab_size").getAsInt();
      assertThat(tokenizer.vocabularySize()).isPositive().isLessThanOrEqualTo(words);
    }
  }

  /** The limit of these recordings is that of the checkpoint. */
  private static void head(Path folder) throws IOException {
    JsonArray cases = json(folder.resolve("golden.json")).getAsJsonArray("cases");
    assertThat(cases).isNotEmpty();
    JsonElement limit = json(folder.resolve("tokenizer_config.json")).get("model_max_length");
    try (Tokenizer tokenizer = load(folder, TokenizerOptions.limit(limit.getAsInt()))) {
      for (JsonElement element : cases) {
        compare(tokenizer, element.getAsJsonObject());
      }
    }
  }

  private static void compare(Tokenizer tokenizer, JsonObject expected) {
    String text = expected.get(expected.has("question") ? "question" : "text").getAsString();
    String key = expected.has("question") ? "context" : "pair";
    String pair = has(expected, key) ? expected.get(key).getAsString() : null;
    Encoding encoding = pair == null ? tokenizer.encode(text) : tokenizer.encodePair(text, pair);
    assertThat(encoding.ids()).as("ids of %s", expected).isEqualTo(ints(expected.get("input_ids")));
    if (has(expected, "tokens")) {
      assertThat(encoding.tokens()).as(text).isEqualTo(strings(expected.get("tokens")));
    }
    if (has(expected, "token_type_ids")) {
      assertThat(encoding.typeIds()).as(text).isEqualTo(ints(expected.get("token_type_ids")));
    }
    if (has(expected, "truncated")) {
      assertThat(encoding.truncated()).as(text).isEqualTo(expected.get("truncated").getAsBoolean());
    }
    if (has(expected, "offsets")) {
      compareSpans(encoding, expected.getAsJsonArray("offsets"), text, pair == null ? "" : pair);
    }
    TokenIds ids = pair == null ? tokenizer.ids(text) : tokenizer.idsOfPair(text, pair);
    assertThat(ids.ids()).isEqualTo(encoding.ids());
    assertThat(ids.typeIds()).isEqualTo(encoding.typeIds());
    assertThat(ids.truncated()).isEqualTo(encoding.truncated());
  }

  private static void compareSpans(
      Encoding encoding, JsonArray offsets, String first, String second) {
    assertThat(encoding.size()).isEqualTo(offsets.size());
    int[] sequences = encoding.sequenceIds();
    for (int i = 0; i < encoding.size(); i++) {
      String text = sequences[i] == 1 ? second : first;
      int[] points = ints(offsets.get(i));
      assertThat(encoding.span(i).start())
          .as("start of token %s in %s", i, text)
          .isEqualTo(text.offsetByCodePoints(0, points[0]));
      assertThat(encoding.span(i).end())
          .as("end of token %s in %s", i, text)
          .isEqualTo(text.offsetByCodePoints(0, points[1]));
      assertThat(sequences[i] == -1).isEqualTo(encoding.specialTokensMask()[i]);
      assertThat(encoding.wordIds()[i] == -1).isEqualTo(encoding.specialTokensMask()[i]);
    }
  }

  private static void sentenceTransformer(Path folder) throws IOException {
    JsonObject golden = json(folder.resolve("golden.json"));
    TokenizerOptions options =
        TokenizerOptions.limit(golden.get("max_seq_length").getAsInt())
            .lowerCase(lowerCases(folder));
    String prompt = "";
    if (has(golden, "default_prompt_name")) {
      prompt =
          golden
              .getAsJsonObject("prompts")
              .get(golden.get("default_prompt_name").getAsString())
              .getAsString();
    }
    List<String> texts = new ArrayList<>();
    for (String text : strings(golden.get("texts"))) {
      texts.add(prompt + text);
    }
    try (Tokenizer tokenizer = load(folder, options)) {
      List<TokenIds> ids = tokenizer.ids(texts);
      List<Encoding> encodings = tokenizer.encodeAll(texts);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(ids.get(i).ids()).isEqualTo(encodings.get(i).ids());
        // The folder without modules.json has no ids recorded.
        if (has(golden, "input_ids")) {
          assertThat(ids.get(i).ids())
              .as(texts.get(i))
              .isEqualTo(ints(golden.getAsJsonArray("input_ids").get(i)));
        }
      }
    }
  }

  private static boolean lowerCases(Path folder) throws IOException {
    Path file = folder.resolve("sentence_bert_config.json");
    return Files.exists(file)
        && has(json(file), "do_lower_case")
        && json(file).get("do_lower_case").getAsBoolean();
  }
}
