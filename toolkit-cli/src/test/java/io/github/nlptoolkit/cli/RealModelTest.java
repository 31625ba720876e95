package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.Models;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The commands over the default model and the engine. */
final class RealModelTest {

  private static Run run(String input, String... arguments) {
    return new Run().input(input).embedders(new SentenceEmbedders()).go(arguments);
  }

  @Test
  void embedGivesTheEmbeddersVectors() throws Exception {
    List<String> texts = List.of("Glaciers carve valleys.", "", "Rivers deepen them. 😀");
    Run run = run(String.join("\n", texts), "embed");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    Embeddings expected;
    try (SentenceEmbedder embedder =
        SentenceEmbedder.load(Models.standard().resolve(Models.DEFAULT))) {
      expected = embedder.embed(texts);
    }
    assertThat(run.lines()).hasSize(3);
    for (int i = 0; i < texts.size(); i++) {
      JsonArray vector =
          JsonParser.parseString(run.lines().get(i))
              .getAsJsonObject()
              .get("embedding")
              .getAsJsonArray();
      float[] values = new float[vector.size()];
      for (int j = 0; j < values.length; j++) {
        values[j] = vector.get(j).getAsFloat();
      }
      assertThat(values).isEqualTo(expected.vector(i));
    }
  }

  @Test
  void aLongTextIsCutAndThatIsTold() {
    Run run = run("word ".repeat(100_000) + "\nshort\n", "embed", "--no-text");
    assertThat(run.lines()).hasSize(2);
    assertThat(run.err()).isEqualTo("nlp: 1 text was truncated to 256 tokens\n");
  }

  @Test
  void keywordsAreOfTheText() {
    String text = "The glacier moves slowly. Every glacier carves its valley out of the rock.";
    Run run = run("", "keywords", "--text", text, "--top", "2");
    assertThat(run.code()).isZero();
    assertThat(run.lines()).hasSize(3);
    assertThat(run.lines().get(1)).matches(" {1,2}-?\\d\\.\\d{4} +2  glacier");
  }

  @Test
  void similarTextsAreNearer() {
    String pairs = "A man is eating.\tSomeone has lunch.\nA man is eating.\tRust is a language.\n";
    List<String> lines = run(pairs, "similarity", "--pairs", "-").lines();
    assertThat(Double.parseDouble(lines.get(0).split("\t", 2)[0]))
        .isGreaterThan(0.2 + Double.parseDouble(lines.get(1).split("\t", 2)[0]));
  }

  @Test
  void theDoctorsSelfTestPassesInBothPrecisions() {
    Run run = run("", "doctor");
    assertThat(run.out()).contains("self-test     passed: all-MiniLM-L6-v2 in ");
    assertThat(run.code()).isZero();
    for (String precision : List.of("float32", "bfloat16")) {
      Run forced =
          new Run()
              .embedders(
                  (model, any, device) ->
                      new SentenceEmbedders()
                          .open(
                              model, Precision.valueOf(precision.toUpperCase(Locale.ROOT)), device))
              .go("doctor");
      assertThat(forced.out()).contains("passed: all-MiniLM-L6-v2 in " + precision);
    }
  }

  @Test
  void anUnknownModelIsAFailure() {
    Run run = run("text\n", "embed", "--model", "no-such-model");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("nlp: ")
        .contains("all-MiniLM-L6-v2", "\"no-such-model\"")
        .containsOnlyOnce("\n");
    assertThat(run.out()).isEmpty();
  }
}
