package io.github.nlptoolkit.word2vec.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.word2vec.GoldenFolder;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.file.ReadOptions.Malformed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files: what gensim refuses is refused, what it reads is read if the options forgive. */
class BrokenFilesGoldenTest {

  static Stream<JsonObject> cases() throws IOException {
    return GoldenFolder.objects(GoldenFolder.json("broken/broken.json").get("cases")).stream();
  }

  private static ReadOptions options(JsonObject recorded) {
    ReadOptions options =
        ReadOptions.defaults()
            .as(
                recorded.get("binary").getAsBoolean()
                    ? VectorFormat.WORD2VEC_BINARY
                    : VectorFormat.WORD2VEC_TEXT);
    if (!recorded.has("options")) {
      return options;
    }
    JsonObject given = recorded.get("options").getAsJsonObject();
    if (given.has("no_header")) {
      options = options.as(VectorFormat.GLOVE);
    }
    if (given.has("limit")) {
      options = options.first(given.get("limit").getAsInt());
    }
    if (given.has("unicode_errors")) {
      String policy = given.get("unicode_errors").getAsString();
      options = options.onMalformed(Malformed.valueOf(policy.toUpperCase(Locale.ROOT)));
    }
    return options;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void behavesAsGensim(JsonObject recorded) throws IOException {
    Path file = GoldenFolder.root().resolve("broken").resolve(recorded.get("file").getAsString());
    ReadOptions options = options(recorded);
    boolean loads =
        recorded.has("gensim")
            && recorded.get("gensim").getAsJsonObject().get("loaded").getAsBoolean();
    if (!loads) {
      assertThatThrownBy(() -> WordVectorFiles.read(file, options.forgiving()))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(file.getFileName().toString())
          .hasMessageMatching("(?s).*(line|byte) \\d+: expected .*, found .*");
      return;
    }
    JsonObject gensim = recorded.get("gensim").getAsJsonObject();
    WordVectors vectors = WordVectorFiles.read(file, options.forgiving());
    List<String> words = IntStream.range(0, vectors.count()).mapToObj(vectors::word).toList();
    assertThat(words).isEqualTo(GoldenFolder.strings(gensim.get("words")));
    assertThat(vectors.dimension()).isEqualTo(gensim.get("size").getAsInt());
    if (gensim.has("third_word_first_numbers") && vectors.count() > 2) {
      float[] numbers = GoldenFolder.floats(gensim.get("third_word_first_numbers"));
      for (int i = 0; i < numbers.length; i++) {
        float value = vectors.vector(2)[i];
        if (Float.isNaN(numbers[i])) {
          assertThat(value).isNaN();
        } else {
          assertThat(value).isCloseTo(numbers[i], within(1e-6f * Math.max(1, Math.abs(value))));
        }
      }
    }
    checkStrict(recorded, file, options, vectors);
  }

  /** Without forgiving, what lies is refused, and all else is the same. */
  private static void checkStrict(
      JsonObject recorded, Path file, ReadOptions options, WordVectors forgiven)
      throws IOException {
    String name = recorded.get("file").getAsString();
    boolean lies = name.matches(".*(duplicate|count-too-low|trailing-bytes).*");
    if (lies && options.limit() == Integer.MAX_VALUE) {
      assertThatThrownBy(() -> WordVectorFiles.read(file, options))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageMatching("(?s).*(line|byte) \\d+: expected .*, found .*");
    } else {
      WordVectors strict = WordVectorFiles.read(file, options);
      assertThat(strict.count()).isEqualTo(forgiven.count());
    }
  }
}
