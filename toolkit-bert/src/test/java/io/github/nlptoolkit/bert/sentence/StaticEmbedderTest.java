package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.GoldenFolder;
import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Static models give what sentence-transformers 6.2.0 gave for them: five small ones with random
 * tables, saved by it.
 */
class StaticEmbedderTest {
  private static final Path MODELS = Path.of("src/test/resources/static-models");
  private static final float TOLERANCE = 1e-5f;

  @TempDir Path temporary;

  static Stream<Path> models() throws IOException {
    try (Stream<Path> folders = Files.list(MODELS)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void givesThePeersVectors(Path folder) throws IOException {
    JsonObject golden = GoldenFolder.json(folder.resolve("golden.json"));
    List<String> texts = GoldenFolder.strings(golden.getAsJsonArray("texts"));
    float[][] expected = GoldenFolder.rows(golden.getAsJsonArray("embeddings"));
    assertThat(StaticEmbedder.isStatic(folder)).isTrue();
    try (StaticEmbedder embedder = StaticEmbedder.load(folder)) {
      Embeddings vectors = embedder.embed(texts);
      assertThat(vectors.count()).isEqualTo(expected.length);
      assertThat(embedder.dimension()).isEqualTo(expected[0].length);
      for (int i = 0; i < expected.length; i++) {
        if (Float.isNaN(expected[i][0])) {
          // The peer's largest value of no words is minus infinity; here it is 0.
          assertThat(vectors.vector(i)).as(texts.get(i)).doesNotContain(Float.NaN);
        } else {
          assertThat(vectors.vector(i))
              .as(texts.get(i))
              .containsExactly(expected[i], within(TOLERANCE));
        }
        assertThat(embedder.embed(texts.get(i))).isEqualTo(vectors.vector(i));
      }
    }
  }

  @Test
  void othersAreNotStatic() throws IOException {
    Path transformer = TinyModel.original("sbert/pool-mean");
    assertThat(StaticEmbedder.isStatic(transformer)).isFalse();
    assertThat(StaticEmbedder.isStatic(TinyModel.original("sbert/plain-hf-folder"))).isFalse();
    assertThatThrownBy(() -> StaticEmbedder.load(transformer))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected StaticEmbedding or WordEmbeddings, found Transformer");
  }

  private Path copy(String name) throws IOException {
    Path target = temporary.resolve(name);
    try (Stream<Path> files = Files.walk(MODELS.resolve(name))) {
      for (Path file : files.toList()) {
        Path place = target.resolve(MODELS.resolve(name).relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(place);
        } else {
          Files.write(place, Files.readAllBytes(file));
        }
      }
    }
    return target;
  }

  @Test
  void badFolders() throws IOException {
    Path unknown = copy("static-normalize");
    Path modules = unknown.resolve("modules.json");
    String json = Files.readString(modules);
    Files.write(modules, json.replace("Normalize\"", "Mystery\"").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> StaticEmbedder.load(unknown))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Mystery");
    Files.write(modules, json.getBytes(StandardCharsets.UTF_8));
    byte[] weights = Files.readAllBytes(unknown.resolve("model.safetensors"));
    Files.write(unknown.resolve("model.safetensors"), Arrays.copyOf(weights, weights.length - 8));
    assertThatThrownBy(() -> StaticEmbedder.load(unknown)).isInstanceOf(ModelFormatException.class);
    Path words = copy("words-cased");
    Path vocabulary = words.resolve("whitespacetokenizer_config.json");
    Files.write(
        vocabulary,
        Files.readString(vocabulary)
            .replace("\"the\"", "\"card\"")
            .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> StaticEmbedder.load(words))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("each word once");
  }

  @Test
  void nothingNullAndClosed() throws IOException {
    StaticEmbedder embedder = StaticEmbedder.load(MODELS.resolve("words-lower"));
    assertThat(embedder.embed(List.of()).count()).isZero();
    assertThatThrownBy(() -> embedder.embed(Arrays.asList("a", null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("texts[1] is null");
    embedder.close();
    embedder.close();
    assertThatThrownBy(() -> embedder.embed("a")).isInstanceOf(IllegalStateException.class);
  }
}
