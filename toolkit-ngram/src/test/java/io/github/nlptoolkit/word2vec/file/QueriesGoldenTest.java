package io.github.nlptoolkit.word2vec.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.word2vec.GoldenFolder;
import io.github.nlptoolkit.word2vec.WordMatch;
import io.github.nlptoolkit.word2vec.WordQuery;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries beside gensim's answers, from memory and from a mapped file. */
class QueriesGoldenTest {

  private static final double TOLERANCE = 2e-5;

  /** Answers nearer to each other than this may change places. */
  private static final double TIE = 2e-6;

  @TempDir private static Path folder;

  private static WordVectors inMemory = WordVectors.builder(1).build();
  private static WordVectors mapped = WordVectors.builder(1).build();

  @BeforeAll
  static void read() throws IOException {
    String file = golden().get("vectors").getAsString();
    inMemory = WordVectorFiles.read(GoldenFolder.root().resolve(file));
    Path native1 = folder.resolve("vectors");
    inMemory.save(native1);
    mapped = WordVectors.map(native1);
  }

  private static JsonObject golden() throws IOException {
    return GoldenFolder.json("queries.json");
  }

  private static WordVectors vectors(boolean isMapped) {
    return isMapped ? mapped : inMemory;
  }

  private static WordQuery terms(WordQuery query, JsonArray terms, double sign) {
    WordQuery result = query;
    for (JsonElement term : terms) {
      result =
          term.isJsonArray()
              ? result.term(
                  term.getAsJsonArray().get(0).getAsString(),
                  term.getAsJsonArray().get(1).getAsDouble())
              : result.term(term.getAsString(), sign);
    }
    return result;
  }

  private static WordQuery query(JsonObject recorded) {
    WordQuery query = WordQuery.query().topN(recorded.get("topn").getAsInt());
    query = terms(query, recorded.get("positive").getAsJsonArray(), 1);
    query = terms(query, recorded.get("negative").getAsJsonArray(), -1);
    return recorded.has("restrict_vocab")
        ? query.restrict(recorded.get("restrict_vocab").getAsInt())
        : query;
  }

  private static void check(List<WordMatch> answers, JsonElement recorded) {
    JsonArray expected = recorded.getAsJsonArray();
    assertThat(answers).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      JsonArray pair = expected.get(i).getAsJsonArray();
      double score = pair.get(1).getAsDouble();
      assertThat((double) answers.get(i).score()).isCloseTo(score, within(TOLERANCE));
      boolean isTied =
          (i > 0 && score(expected, i - 1) - score < TIE)
              || (i + 1 < expected.size() && score - score(expected, i + 1) < TIE);
      if (!isTied) {
        assertThat(answers.get(i).word()).isEqualTo(pair.get(0).getAsString());
      }
    }
  }

  private static double score(JsonArray list, int i) {
    return list.get(i).getAsJsonArray().get(1).getAsDouble();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mostSimilar(boolean isMapped) throws IOException {
    for (JsonObject recorded : GoldenFolder.objects(golden().get("most_similar"))) {
      check(vectors(isMapped).search(query(recorded)), recorded.get("result"));
    }
    for (JsonObject recorded : GoldenFolder.objects(golden().get("most_similar_cosmul"))) {
      check(vectors(isMapped).search(query(recorded).multiplying()), recorded.get("result"));
    }
    for (JsonObject recorded : GoldenFolder.objects(golden().get("similar_by_vector"))) {
      float[] vector = GoldenFolder.floats(recorded.get("vector"));
      check(
          vectors(isMapped).mostSimilar(vector, recorded.get("topn").getAsInt()),
          recorded.get("result"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void similarities(boolean isMapped) throws IOException {
    WordVectors vectors = vectors(isMapped);
    for (JsonObject recorded : GoldenFolder.objects(golden().get("similarity"))) {
      assertThat((double) vectors.similarity(text(recorded, "a"), text(recorded, "b")))
          .isCloseTo(recorded.get("similarity").getAsDouble(), within(TOLERANCE));
    }
    for (JsonObject recorded : GoldenFolder.objects(golden().get("n_similarity"))) {
      assertThat((double) vectors.similarity(words(recorded, "a"), words(recorded, "b")))
          .isCloseTo(recorded.get("value").getAsDouble(), within(TOLERANCE));
    }
    for (JsonObject recorded : GoldenFolder.objects(golden().get("distances"))) {
      List<String> others = words(recorded, "others");
      for (int i = 0; i < others.size(); i++) {
        assertThat(1.0 - vectors.similarity(text(recorded, "a"), others.get(i)))
            .isCloseTo(
                recorded.get("values").getAsJsonArray().get(i).getAsDouble(), within(TOLERANCE));
      }
    }
    for (JsonElement element : golden().get("norms").getAsJsonArray()) {
      JsonArray pair = element.getAsJsonArray();
      assertThat((double) vectors.norm(vectors.rowOf(pair.get(0).getAsString())))
          .isCloseTo(pair.get(1).getAsDouble(), within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oddOnesOut(boolean isMapped) throws IOException {
    for (JsonObject recorded : GoldenFolder.objects(golden().get("doesnt_match"))) {
      List<String> words = words(recorded, "words");
      assertThat(vectors(isMapped).doesntMatch(words))
          .isEqualTo(recorded.get("odd_one").getAsString());
      if (recorded.has("ranking_ascending")) {
        JsonArray ranking = recorded.get("ranking_ascending").getAsJsonArray();
        List<WordMatch> ranked = vectors(isMapped).centrality(words);
        for (int i = 0; i < ranking.size(); i++) {
          WordMatch match = ranked.get(ranked.size() - 1 - i);
          JsonArray pair = ranking.get(i).getAsJsonArray();
          assertThat(match.word()).isEqualTo(pair.get(1).getAsString());
          assertThat((double) match.score())
              .isCloseTo(pair.get(0).getAsDouble(), within(TOLERANCE));
        }
      }
    }
  }

  @Test
  void wordMoversDistances() throws IOException {
    for (JsonObject recorded : GoldenFolder.objects(golden().get("wmdistance"))) {
      double distance =
          inMemory.wordMoversDistance(
              words(recorded, "a"), words(recorded, "b"), recorded.get("norm").getAsBoolean());
      double expected = GoldenFolder.number(recorded.get("value"));
      if (Double.isInfinite(expected)) {
        assertThat(distance).isInfinite();
      } else {
        assertThat(distance).isCloseTo(expected, within(TOLERANCE));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ranks(boolean isMapped) throws IOException {
    WordVectors vectors = vectors(isMapped);
    for (JsonObject recorded : GoldenFolder.objects(golden().get("rank"))) {
      String a = text(recorded, "a");
      String b = text(recorded, "b");
      assertThat(vectors.rank(a, b)).isEqualTo(recorded.get("rank").getAsInt());
      assertThat(vectors.closerThan(a, b)).hasSize(recorded.get("closer").getAsInt());
    }
    for (JsonObject recorded : GoldenFolder.objects(golden().get("closer_than"))) {
      assertThat(vectors.closerThan(text(recorded, "a"), text(recorded, "b")))
          .containsExactlyInAnyOrderElementsOf(words(recorded, "words"));
    }
    for (JsonObject recorded : GoldenFolder.objects(golden().get("relative_cosine_similarity"))) {
      assertThat(
              vectors.relativeCosine(
                  text(recorded, "a"), text(recorded, "b"), recorded.get("topn").getAsInt()))
          .isCloseTo(recorded.get("value").getAsDouble(), within(TOLERANCE));
    }
  }

  @Test
  void means() throws IOException {
    for (JsonObject recorded : GoldenFolder.objects(golden().get("mean_vector"))) {
      List<String> words = words(recorded, "words");
      boolean normalises =
          !recorded.has("pre_normalize") || recorded.get("pre_normalize").getAsBoolean();
      float[] mean =
          recorded.has("weights")
              ? inMemory.mean(words, GoldenFolder.floats(recorded.get("weights")), normalises)
              : inMemory.mean(words, normalises);
      float[] expected = GoldenFolder.floats(recorded.get("value"));
      if (recorded.has("post_normalize") && recorded.get("post_normalize").getAsBoolean()) {
        float norm = 0;
        for (float value : mean) {
          norm += value * value;
        }
        for (int i = 0; i < mean.length; i++) {
          mean[i] /= (float) Math.sqrt(norm);
        }
      }
      assertThat(mean).containsExactly(expected, within((float) TOLERANCE));
    }
  }

  @Test
  void whatHasNoVector() throws IOException {
    JsonObject missing = golden().get("missing").getAsJsonObject();
    assertThat(missing.get("similarity").getAsString()).isEqualTo("KeyError");
    assertThatThrownBy(() -> inMemory.similarity("qqqunseen", inMemory.word(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("qqqunseen");
    assertThatThrownBy(() -> inMemory.mostSimilar("qqqunseen", 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("qqqunseen");
    assertThatThrownBy(() -> inMemory.search(WordQuery.query()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> inMemory.doesntMatch(List.of("qqqunseen", "qqqunseen2")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> inMemory.similarity(List.of(), List.of(inMemory.word(0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String text(JsonObject recorded, String key) {
    return recorded.get(key).getAsString();
  }

  private static List<String> words(JsonObject recorded, String key) {
    return GoldenFolder.strings(recorded.get(key));
  }
}
