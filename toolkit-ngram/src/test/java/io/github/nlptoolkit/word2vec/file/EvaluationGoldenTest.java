package io.github.nlptoolkit.word2vec.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.word2vec.GoldenFolder;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.evaluate.EvaluationOptions;
import io.github.nlptoolkit.word2vec.evaluate.WordAnalogies;
import io.github.nlptoolkit.word2vec.evaluate.WordPairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evaluations beside gensim's. */
class EvaluationGoldenTest {

  private static final double TOLERANCE = 2e-5;

  private static WordVectors vectors(JsonObject golden) throws IOException {
    return WordVectorFiles.read(GoldenFolder.root().resolve(golden.get("vectors").getAsString()));
  }

  private static EvaluationOptions options(JsonObject recorded) {
    EvaluationOptions defaults = EvaluationOptions.defaults();
    return new EvaluationOptions(
        recorded.has("restrict_vocab")
            ? recorded.get("restrict_vocab").getAsInt()
            : defaults.restrict(),
        !recorded.has("case_insensitive") || recorded.get("case_insensitive").getAsBoolean(),
        recorded.has("dummy4unknown") && recorded.get("dummy4unknown").getAsBoolean());
  }

  @Test
  void wordPairs() throws IOException {
    JsonObject golden = GoldenFolder.json("queries.json");
    WordVectors vectors = vectors(golden);
    for (JsonObject recorded : GoldenFolder.objects(golden.get("evaluate_word_pairs"))) {
      WordPairs pairs =
          WordPairs.evaluate(
              vectors,
              GoldenFolder.root().resolve(recorded.get("file").getAsString()),
              options(recorded));
      check(pairs.pearson().value(), recorded, "pearson");
      check(pairs.pearson().pValue(), recorded, "pearson_p");
      check(pairs.spearman().value(), recorded, "spearman");
      check(pairs.spearman().pValue(), recorded, "spearman_p");
      check(pairs.unknownPercent(), recorded, "oov_percent");
    }
  }

  private static void check(double actual, JsonObject recorded, String key) {
    assertThat(actual).as(key).isCloseTo(recorded.get(key).getAsDouble(), within(TOLERANCE));
  }

  @Test
  void analogies() throws IOException {
    JsonObject golden = GoldenFolder.json("queries.json");
    WordVectors vectors = vectors(golden);
    for (JsonObject recorded : GoldenFolder.objects(golden.get("evaluate_word_analogies"))) {
      WordAnalogies analogies =
          WordAnalogies.evaluate(
              vectors,
              GoldenFolder.root().resolve(recorded.get("file").getAsString()),
              options(recorded));
      check(analogies.total().accuracy(), recorded, "score");
      List<WordAnalogies.Section> sections = new ArrayList<>(analogies.sections());
      sections.add(analogies.total());
      List<JsonObject> expected = GoldenFolder.objects(recorded.get("sections"));
      assertThat(sections).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(sections.get(i).correct()).isEqualTo(expected.get(i).get("correct").getAsInt());
        assertThat(sections.get(i).incorrect())
            .isEqualTo(expected.get(i).get("incorrect").getAsInt());
      }
    }
  }
}
