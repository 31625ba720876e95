package io.github.nlptoolkit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.embedded.EmbeddedModel;
import io.github.nlptoolkit.models.embedded.TinyModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

  @TempDir Path temp;

  private Path jar;
  private Path cache;
  private Models models;

  @BeforeEach
  void tiny() throws IOException {
    jar = temp.resolve("jar");
    cache = temp.resolve("cache");
    EmbeddedModel model = TinyModel.writeTo(jar);
    models = new Models(cache, List.of(model), TinyModel.loader(jar));
  }

  @Test
  void resolvesAShortName() throws IOException {
    Path folder = models.resolve("tiny-bert");
    assertThat(folder).isEqualTo(cache.resolve("models").resolve("tiny-bert")).isAbsolute();
    assertThat(folder.resolve("config.json")).exists();
    assertThat(models.resolve("tiny-bert")).isEqualTo(folder);
    assertThat(models.cache()).isEqualTo(cache);
  }

  @Test
  void resolvesAFolderAsItIsGiven() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("my model"));
    assertThat(models.resolve(folder.toString())).isEqualTo(folder);
    assertThat(models.resolve("src")).isEqualTo(Path.of("src"));
    assertThat(cache).doesNotExist();
  }

  @Test
  void refusesWhatIsNeither() throws IOException {
    Path file = Files.write(temp.resolve("file"), new byte[1]);
    assertThatThrownBy(() -> models.resolve(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("a file, not a folder", "tiny-bert");
    assertThatThrownBy(() -> models.resolve("no/such-model"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "\"no/such-model\"", "no folder", Path.of("no/such-model").toAbsolutePath().toString());
    for (String name : List.of("", " ", "a\u0000b", "\ud83d", "../../..//x", "TINY-BERT")) {
      assertThatThrownBy(() -> models.resolve(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("one of tiny-bert", "\"" + name + "\"");
    }
    assertThat(cache).doesNotExist();
  }

  @Test
  void listsWithoutImporting() throws IOException {
    ModelInfo before = models.list().get(0);
    assertThat(before)
        .isEqualTo(
            new ModelInfo(
                "tiny-bert",
                true,
                false,
                cache.resolve("models").resolve("tiny-bert"),
                1000,
                4,
                "MIT",
                "https://example.org/tiny-bert",
                "io.github.nlptoolkit:toolkit-model-tiny"));
    assertThat(cache).doesNotExist();
    models.resolve("tiny-bert");
    ModelInfo after = models.list().get(0);
    assertThat(after.imported()).isTrue();
    assertThat(after.sizeBytes())
        .isGreaterThan(Files.size(after.folder().resolve("model.safetensors")));
    Files.delete(jar.resolve("tiny.onnx"));
    assertThat(models.list().get(0).onClassPath()).isFalse();
    assertThat(models.list().get(0).imported()).isTrue();
    Files.delete(after.folder().resolve("modules.json"));
    assertThat(models.list().get(0).imported()).isFalse();
  }

  @Test
  void verifiesEveryByte() throws IOException {
    assertThatThrownBy(() -> models.verify("other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"other\"");
    assertThatThrownBy(() -> models.verify("tiny-bert")).isInstanceOf(NoSuchFileException.class);
    Path file = models.resolve("tiny-bert").resolve("modules.json");
    models.verify("tiny-bert");
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> models.verify("tiny-bert"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void saysWhichCacheCannotBeUsed() throws IOException {
    Path file = Files.write(temp.resolve("file"), new byte[1]);
    Models unusable = new Models(file, List.of(TinyModel.writeTo(jar)), TinyModel.loader(jar));
    assertThatThrownBy(() -> unusable.resolve("tiny-bert"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(file.toString(), "NLPTOOLKIT_HOME", "nlptoolkit.home");
  }

  @Test
  void theModelsOfThisMachineStartWithTheDefault() throws IOException {
    Models standard = Models.at(cache);
    assertThat(standard.list()).hasSize(4);
    assertThat(standard.list().get(0).name()).isEqualTo(Models.DEFAULT);
    assertThat(standard.list().get(0).onClassPath()).isTrue();
    assertThatThrownBy(() -> standard.resolve("e5-small-v2"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("io.github.nlptoolkit:toolkit-model-e5-small");
    assertThat(Models.standard().cache()).isAbsolute();
  }
}
