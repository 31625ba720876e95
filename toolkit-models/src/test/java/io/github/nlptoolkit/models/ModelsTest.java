package io.github.nlptoolkit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.embedded.EmbeddedModel;
import io.github.nlptoolkit.models.embedded.TinyModel;
import io.github.nlptoolkit.models.hub.DownloadListener;
import io.github.nlptoolkit.models.hub.HubCache;
import io.github.nlptoolkit.models.hub.HubException;
import io.github.nlptoolkit.models.hub.HubSettings;
import io.github.nlptoolkit.models.hub.Patience;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

  @TempDir Path temp;

  private Path jar;
  private Path cache;
  private Path hub;
  private Models models;

  @BeforeEach
  void tiny() throws IOException {
    jar = temp.resolve("jar");
    cache = temp.resolve("cache");
    hub = temp.resolve("hub");
    models = models(cache);
  }

  private Models models(Path ofCache) throws IOException {
    EmbeddedModel model = TinyModel.writeTo(jar);
    return new Models(
        ofCache,
        List.of(model),
        TinyModel.loader(jar),
        () -> Optional.of(new HubCache(hub)),
        this::settings);
  }

  private HubSettings settings() {
    return new HubSettings(
        URI.create("http://127.0.0.1:1"),
        Optional.empty(),
        hub,
        true,
        true,
        ProxySelector.of(null),
        Patience.STANDARD);
  }

  /** A model as Python leaves it where there are no symbolic links. */
  private Path download() throws IOException {
    Path repository = hub.resolve("models--no--such-model");
    Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve("abc123"));
    Files.write(
        snapshot.resolve("config.json"), "{\"hidden_size\":9}".getBytes(StandardCharsets.UTF_8));
    Files.write(snapshot.resolve("model.safetensors"), new byte[10]);
    Files.createDirectories(repository.resolve("refs"));
    Files.write(
        repository.resolve("refs").resolve("main"), "abc123".getBytes(StandardCharsets.UTF_8));
    return snapshot;
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
            "\"no/such-model\"",
            "no folder",
            Path.of("no/such-model").toAbsolutePath().toString(),
            "not in the cache " + hub);
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
                "io.github.nlptoolkit:toolkit-model-tiny",
                ModelInfo.Origin.JAR));
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
    assertThatThrownBy(() -> models.verify("not a name"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"not a name\"");
    assertThatThrownBy(() -> models.verify("other")).isInstanceOf(NoSuchFileException.class);
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
    Models unusable = models(file);
    assertThatThrownBy(() -> unusable.resolve("tiny-bert"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(file.toString(), "NLPTOOLKIT_HOME", "nlptoolkit.home");
  }

  @Test
  void theModelsOfThisMachineStartWithTheDefault() throws IOException {
    Models standard = Models.at(cache, settings());
    assertThat(standard.list()).hasSize(4);
    assertThat(standard.list().get(0).name()).isEqualTo(Models.DEFAULT);
    assertThat(standard.list().get(0).onClassPath()).isTrue();
    assertThatThrownBy(() -> standard.resolve("e5-small-v2"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("io.github.nlptoolkit:toolkit-model-e5-small");
    assertThat(Models.standard().cache()).isAbsolute();
  }

  @Test
  void findsWhatPythonDownloaded() throws IOException {
    Path snapshot = download();
    assertThat(models.resolve("no/such-model")).isEqualTo(snapshot);
    assertThat(models.resolve("no/such-model@abc123")).isEqualTo(snapshot);
    assertThat(models.resolve("no/such-model", Models.Source.HUB)).isEqualTo(snapshot);
    assertThat(models.list().get(1))
        .isEqualTo(
            new ModelInfo(
                "no/such-model",
                false,
                true,
                snapshot,
                27,
                9,
                "",
                "https://huggingface.co/no/such-model",
                "",
                ModelInfo.Origin.HUB));
    assertThatThrownBy(() -> models.verify("no/such-model"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no checksum");
    Files.delete(snapshot.resolve("model.safetensors"));
    assertThatThrownBy(() -> models.resolve("no/such-model"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in the cache " + hub + ", but without model.safetensors");
    assertThat(models.list()).hasSize(1);
  }

  @Test
  void downloadsOnlyWhenAsked() throws IOException {
    assertThatThrownBy(() -> models.resolve("no/such-model"))
        .isInstanceOf(IllegalArgumentException.class);
    List<ThrowingCallable> downloads =
        List.of(
            () -> models.resolve("no/such-model", Models.Source.HUB),
            () -> models.pull("no/such-model", DownloadListener.SILENT),
            () -> models.pull("tiny-bert", DownloadListener.SILENT));
    for (ThrowingCallable download : downloads) {
      assertThatThrownBy(download)
          .isInstanceOfSatisfying(
              HubException.class,
              e -> assertThat(e.reason()).isEqualTo(HubException.Reason.OFFLINE));
    }
    assertThat(models.resolve("tiny-bert", Models.Source.HUB)).startsWith(cache);
    assertThatThrownBy(() -> models.resolve("not a name", Models.Source.HUB))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> models.pull("not a name", DownloadListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(hub).doesNotExist();
  }

  @Test
  void needsNoHomeFolderForTheModelsOfJars() throws IOException {
    Models homeless =
        new Models(
            cache,
            List.of(TinyModel.writeTo(jar)),
            TinyModel.loader(jar),
            Optional::empty,
            this::settings);
    assertThat(homeless.resolve("tiny-bert")).startsWith(cache);
    assertThat(homeless.list()).hasSize(1);
    assertThatThrownBy(() -> homeless.resolve("no/such-model"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> homeless.verify("no/such-model"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no home folder");
  }
}
