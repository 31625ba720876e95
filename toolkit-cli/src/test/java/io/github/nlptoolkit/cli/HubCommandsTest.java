package io.github.nlptoolkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of the Hub, as commands find, download, list and check them. */
final class HubCommandsTest {

  private static final Path CLASSIFIER =
      Path.of(
          "../toolkit-bert/src/test/resources/golden/neural/heads/bert-sequence-classification");

  @TempDir Path cache;
  private @Nullable TinyHub running;

  @BeforeEach
  void start() throws IOException {
    running = new TinyHub(CLASSIFIER);
  }

  @AfterEach
  void stop() {
    hub().close();
  }

  private TinyHub hub() {
    return Objects.requireNonNull(running);
  }

  private Run run(String... arguments) {
    return watched("", arguments);
  }

  private Run watched(String terminals, String... arguments) {
    return new Run()
        .terminals(terminals)
        .variable("HF_ENDPOINT", hub().endpoint())
        .variable("HF_HUB_CACHE", cache.toString())
        .go(arguments);
  }

  private Path snapshot() {
    return cache.resolve("models--org--tiny").resolve("snapshots").resolve(TinyHub.COMMIT);
  }

  @Test
  void pullPrintsTheFolder() {
    Run run = run("models", "pull", "org/tiny");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.lines()).containsExactly(snapshot().toString());
    assertThat(snapshot().resolve("model.safetensors")).exists();
    assertThat(run("models", "list").lines())
        .anySatisfy(line -> assertThat(line).startsWith("org/tiny ").endsWith(TinyHub.COMMIT));
    Run verified = run("models", "verify", "org/tiny");
    assertThat(verified.code()).isZero();
    assertThat(verified.out()).isEqualTo("ok      org/tiny\n");
  }

  @Test
  void aDamagedModelIsFoundAndPutRight() throws IOException {
    run("models", "pull", "org/tiny");
    Path weights = snapshot().resolve("model.safetensors").toRealPath();
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    Run verified = run("models", "verify", "org/tiny", "org/other");
    assertThat(verified.code()).isEqualTo(1);
    assertThat(verified.lines().get(0)).startsWith("FAILED  org/tiny: ").contains("safetensors");
    assertThat(verified.lines().get(1)).startsWith("FAILED  org/other: ");
    assertThat(run("models", "pull", "org/tiny").code()).isZero();
    assertThat(run("models", "verify", "org/tiny").code()).isZero();
  }

  @Test
  void aBarShowsALargeFileToWhoWatches() {
    byte[] large = new byte[3 << 20];
    new Random(1).nextBytes(large);
    hub().with("model.safetensors", large);
    Run watched = watched("2", "models", "pull", "org/tiny");
    assertThat(watched.err()).contains("model.safetensors", "MB").doesNotContain("config.json");
    assertThat(watched.lines()).containsExactly(snapshot().toString());
  }

  @Test
  void nothingIsDownloadedUnasked() {
    Run run = run("classify", "--model", "org/tiny", "a text");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("\"org/tiny\"", "--download asks for it").containsOnlyOnce("\n");
    assertThat(hub().requests()).isZero();
  }

  @Test
  void downloadFetchesOnce() {
    List<String> first = run("classify", "-m", "org/tiny", "--download", "a text").lines();
    assertThat(first).hasSize(2);
    assertThat(first.get(1)).endsWith("a text");
    int requests = hub().requests();
    assertThat(requests).isPositive();
    assertThat(run("classify", "-m", "org/tiny", "--download", "a text").lines()).isEqualTo(first);
    assertThat(run("classify", "-m", "org/tiny", "a text").lines()).isEqualTo(first);
    assertThat(hub().requests()).isEqualTo(requests);
    assertThat(run("tokens", "-m", "org/tiny", "a text").lines()).hasSizeGreaterThan(3);
  }

  @Test
  void embeddingDownloadsToo() {
    Run run = run("embed", "--download", "--model", "org/tiny");
    assertThat(run.code()).isZero();
    assertThat(snapshot().resolve("model.safetensors")).exists();
  }

  @Test
  void offlineIsRespected() {
    Run run =
        new Run()
            .variable("HF_ENDPOINT", hub().endpoint())
            .variable("HF_HUB_CACHE", cache.toString())
            .variable("HF_HUB_OFFLINE", "1")
            .go("models", "pull", "org/tiny");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("HF_HUB_OFFLINE").containsOnlyOnce("\n");
    assertThat(hub().requests()).isZero();
  }

  @Test
  void whatIsNoNameIsWrongUsage() {
    Run run = run("models", "pull", "a/b/c");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("org/name", "\"a/b/c\"").containsOnlyOnce("\n");
    Run absent = run("models", "pull", "org/absent");
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.err()).contains("org/absent").containsOnlyOnce("\n");
  }
}
