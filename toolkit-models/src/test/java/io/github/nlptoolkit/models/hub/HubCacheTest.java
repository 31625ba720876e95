package io.github.nlptoolkit.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache as Python leaves it. */
class HubCacheTest {

  private static final String OTHER = "89abcdef0123456789abcdef0123456789abcdef";

  @TempDir Path root;

  private HubCache cache;
  private Path folder;
  private Path snapshot;

  @BeforeEach
  void model() throws IOException {
    cache = new HubCache(root);
    folder = root.resolve("models--org--tiny");
    snapshot = snapshot(FakeHub.COMMIT);
    ref("main", FakeHub.COMMIT + "\n");
  }

  private Path snapshot(String commit) throws IOException {
    Path made = Files.createDirectories(folder.resolve("snapshots").resolve(commit));
    link(made.resolve("config.json"), FakeHub.utf8("{\"hidden_size\":7}"));
    link(made.resolve("model.safetensors"), new byte[100]);
    return made;
  }

  private void link(Path pointer, byte[] content) throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs"));
    Path fresh = Files.write(blobs.resolve("fresh"), content);
    Path blob = blobs.resolve(Etag.sha256(fresh).digits());
    RepositoryFolder.move(fresh, blob);
    Files.createSymbolicLink(pointer, pointer.resolveSibling(".").normalize().relativize(blob));
  }

  private void ref(String revision, String commit) throws IOException {
    Path ref = folder.resolve("refs").resolve(revision);
    Files.createDirectories(ref.getParent());
    Files.write(ref, FakeHub.utf8(commit));
  }

  @Test
  void findsRevisions() throws IOException {
    assertThat(cache.root()).isEqualTo(root);
    assertThat(cache.find(FakeHub.ID)).contains(snapshot);
    assertThat(cache.find(HubId.parse("org/tiny@" + FakeHub.COMMIT))).contains(snapshot);
    assertThat(cache.find(HubId.parse("org/tiny@v1"))).isEmpty();
    ref("v1", FakeHub.COMMIT);
    assertThat(cache.find(HubId.parse("org/tiny@v1"))).contains(snapshot);
    assertThat(cache.find(HubId.parse("org/other"))).isEmpty();
    assertThat(cache.missing(HubId.parse("org/other"))).isEmpty();
    assertThat(new HubCache(root.resolve("absent")).find(FakeHub.ID)).isEmpty();
    assertThat(new HubCache(root.resolve("absent")).list()).isEmpty();
  }

  @Test
  void followsNoRefOutOfTheFolder() throws IOException {
    for (String commit : List.of("../../models--org--tiny", "", "/", "x".repeat(300), ".")) {
      ref("main", commit);
      assertThat(cache.find(FakeHub.ID)).as(commit).isEmpty();
    }
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Path weights = snapshot.resolve("model.safetensors");
    Files.delete(weights);
    assertThat(cache.find(FakeHub.ID)).isEmpty();
    assertThat(cache.missing(FakeHub.ID)).contains("model.safetensors");
    Files.createSymbolicLink(weights, weights);
    assertThat(cache.missing(FakeHub.ID)).contains("model.safetensors");
    link(
        snapshot.resolve("model.safetensors.index.json"),
        FakeHub.utf8("{\"weight_map\":{\"a\":\"x-1.safetensors\",\"b\":\"x-2.safetensors\"}}"));
    link(snapshot.resolve("x-1.safetensors"), new byte[1]);
    assertThat(cache.missing(FakeHub.ID)).contains("x-2.safetensors");
    link(snapshot.resolve("x-2.safetensors"), new byte[2]);
    assertThat(cache.find(FakeHub.ID)).contains(snapshot);
    Files.delete(snapshot.resolve("config.json"));
    assertThat(cache.missing(FakeHub.ID)).contains("config.json");
    link(snapshot.resolve("modules.json"), FakeHub.utf8("[{\"path\":\"0_T\"}]"));
    assertThat(cache.missing(FakeHub.ID)).contains("0_T/config.json");
    assertThat(cache.list()).isEmpty();
  }

  @Test
  void listsWhatCanBeLoaded() throws IOException {
    Path second = snapshot(OTHER);
    ref("refs/pr/1", OTHER);
    ref("bad name", OTHER);
    Files.createDirectories(
        root.resolve("datasets--org--tiny").resolve("snapshots").resolve(OTHER));
    Files.createDirectories(root.resolve("models--org--empty"));
    Files.createDirectories(root.resolve(".locks"));
    Path damaged = Files.createDirectories(root.resolve("models--zoo/snapshots/" + OTHER));
    Files.write(damaged.resolve("config.json"), new byte[0]);
    Files.write(damaged.resolve("model.safetensors.index.json"), new byte[0]);
    assertThat(cache.list())
        .containsExactly(
            new CachedModel(FakeHub.ID, FakeHub.COMMIT, snapshot, 117, 7),
            new CachedModel(HubId.parse("org/tiny@refs/pr/1"), OTHER, second, 117, 7));
    Files.delete(folder.resolve("refs/refs/pr/1"));
    assertThat(cache.list().get(1).id()).hasToString("org/tiny@" + OTHER);
  }

  @Test
  void takesPlainCopies() throws IOException {
    Path weights = snapshot.resolve("model.safetensors");
    Files.delete(weights);
    Files.write(weights, new byte[100]);
    assertThat(cache.find(FakeHub.ID)).contains(snapshot);
    cache.verify(FakeHub.ID); // its content is one that the cache has a checksum of
    Files.write(weights, new byte[101]);
    assertThatThrownBy(() -> cache.verify(FakeHub.ID))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("no checksum of 1 files", weights.toString(), "again");
  }

  @Test
  void verifiesEveryByte() throws IOException {
    cache.verify(FakeHub.ID);
    Path weights = snapshot.resolve("model.safetensors");
    Files.write(weights, new byte[99]);
    assertThatThrownBy(() -> cache.verify(FakeHub.ID))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(weights.toString(), "SHA-256");
    Files.delete(weights.toRealPath());
    assertThatThrownBy(() -> cache.verify(FakeHub.ID))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContainingAll("model.safetensors", "not whole");
    assertThatThrownBy(() -> cache.verify(HubId.parse("org/other")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void verifiesThatLinksStayInside() throws IOException {
    Path outside = Files.write(root.resolve("a".repeat(40)), new byte[1]);
    Files.createSymbolicLink(snapshot.resolve("tokenizer.json"), outside);
    assertThatThrownBy(() -> cache.verify(FakeHub.ID))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("tokenizer.json", "a link into", outside.toString());
    Files.delete(outside);
    assertThatThrownBy(() -> cache.verify(FakeHub.ID))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("a link to nothing");
  }

  @Test
  void hasNoSizeOfAnEmbeddingWhereNoneIsSaid() throws IOException {
    for (String config :
        List.of(
            "{}",
            "[]",
            "{\"hidden_size\":\"x\"}",
            "{\"hidden_size\":-1}",
            "{\"hidden_size\":1e3}",
            "{\"hidden_size\":[]}")) {
      Files.write(snapshot.resolve("config.json"), FakeHub.utf8(config));
      assertThat(cache.list().get(0).hiddenSize()).as(config).isZero();
    }
    Files.write(snapshot.resolve("config.json"), FakeHub.utf8("{"));
    assertThat(cache.list()).isEmpty();
  }
}
