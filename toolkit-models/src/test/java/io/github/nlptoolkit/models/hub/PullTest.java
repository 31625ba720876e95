package io.github.nlptoolkit.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.hub.HubException.Reason;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullTest {

  private static final List<String> WANTED =
      List.of(
          "1_Pooling/config.json",
          "2_Dense/config.json",
          "2_Dense/model.safetensors",
          "config.json",
          "config_sentence_transformers.json",
          "model.safetensors",
          "modules.json",
          "sentence_bert_config.json",
          "special_tokens_map.json",
          "tokenizer.json",
          "tokenizer_config.json");

  @TempDir Path cache;

  private FakeHub server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeHub();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path repository() {
    return cache.resolve("models--org--tiny");
  }

  static void assertReason(Reason reason, ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HubException.class,
            e -> {
              assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
              assertThat(e.getMessage()).contains(words).doesNotContain("hf_secret");
            });
  }

  @Test
  void bringsTheFilesThatAreReadAndNoOthers() throws IOException {
    Path folder = server.pull(cache);
    assertThat(folder).isEqualTo(repository().resolve("snapshots").resolve(FakeHub.COMMIT));
    assertThat(FakeHub.tree(folder)).isEqualTo(WANTED);
    for (String name : WANTED) {
      assertThat(folder.resolve(name)).hasBinaryContent(server.content(name));
    }
    assertThat(new HubCache(cache).find(FakeHub.ID)).contains(folder);
  }

  @Test
  void laysTheCacheOutAsPythonDoes() throws IOException {
    Path folder = server.pull(cache);
    Path pointer = folder.resolve("1_Pooling").resolve("config.json");
    assertThat(Files.readSymbolicLink(pointer).toString())
        .isEqualTo("../../../blobs/" + server.etag("1_Pooling/config.json"));
    Path weights = folder.resolve(FakeHub.WEIGHTS);
    assertThat(Files.readSymbolicLink(weights).toString())
        .isEqualTo("../../blobs/" + server.etag(FakeHub.WEIGHTS));
    assertThat(repository().resolve("refs").resolve("main")).hasContent(FakeHub.COMMIT);
    assertThat(cache.resolve(".locks").resolve("models--org--tiny")).isDirectory();
    assertThat(FakeHub.tree(repository().resolve("blobs"))).hasSize(WANTED.size());
  }

  @Test
  void sendsTheTokenToTheHubOnly() throws IOException {
    assertThat(server.pull(cache)).exists();
    assertThat(server.requests).hasSizeGreaterThan(20);
    for (FakeHub.Request request : server.requests) {
      assertThat(request.isAuthorized())
          .as("%s", request)
          .isEqualTo(request.server().equals("hub"));
    }
  }

  @Test
  void aSecondPullDownloadsNothingButPutsDamageRight() throws IOException {
    Path folder = server.pull(cache);
    server.requests.clear();
    assertThat(server.pull(cache)).isEqualTo(folder);
    assertThat(server.asked("hub", "GET")).isEmpty();
    assertThat(server.asked("cdn", "GET")).isEmpty();
    Files.write(folder.resolve(FakeHub.WEIGHTS), new byte[1_500_000]);
    assertThat(server.pull(cache)).isEqualTo(folder);
    assertThat(server.asked("cdn", "GET")).containsExactly("/" + FakeHub.WEIGHTS);
    assertThat(folder.resolve(FakeHub.WEIGHTS)).hasBinaryContent(server.content(FakeHub.WEIGHTS));
  }

  @Test
  void pinsBranchesTagsAndCommits() throws IOException {
    Hub hub = server.hub(server.settings(cache));
    Path folder = hub.pull(HubId.parse("org/tiny@refs/pr/1"), DownloadListener.SILENT);
    assertThat(server.requests.get(0).path())
        .isEqualTo("/api/models/org/tiny/revision/refs%2Fpr%2F1");
    assertThat(repository().resolve("refs").resolve("refs").resolve("pr").resolve("1"))
        .hasContent(FakeHub.COMMIT);
    assertThat(hub.pull(HubId.parse("org/tiny@" + FakeHub.COMMIT), DownloadListener.SILENT))
        .isEqualTo(folder);
    assertThat(FakeHub.tree(repository().resolve("refs"))).containsExactly("refs/pr/1");
    HubId other = HubId.parse("org/tiny@" + "f".repeat(40));
    assertReason(
        Reason.INVALID_RESPONSE,
        () -> hub.pull(other, DownloadListener.SILENT),
        "another commit",
        FakeHub.COMMIT);
  }

  @Test
  void bringsTheShardsThatTheIndexNames() throws IOException {
    server.files.remove(FakeHub.WEIGHTS);
    server.files.put("model-00001-of-00002.safetensors", FakeHub.random(10, 3));
    server.files.put("model-00002-of-00002.safetensors", FakeHub.random(11, 4));
    server.files.put("other.safetensors", FakeHub.random(12, 5));
    String index =
        "{\"weight_map\":{\"a\":\"model-00001-of-00002.safetensors\","
            + "\"b\":\"model-00002-of-00002.safetensors\",\"c\":\"%s\"}}";
    String name = "model.safetensors.index.json";
    server.files.put(name, FakeHub.utf8(index.formatted("absent.safetensors")));
    assertReason(
        Reason.UNSUITABLE, () -> server.pull(cache), "absent.safetensors", "which is not there");
    server.files.put(name, FakeHub.utf8(index.formatted("../other.safetensors")));
    assertThatThrownBy(() -> server.pull(cache))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("../other.safetensors");
    assertThat(repository().resolve("snapshots")).doesNotExist();
    server.files.put(name, FakeHub.utf8(index.formatted("model-00001-of-00002.safetensors")));
    assertThat(FakeHub.tree(server.pull(cache)))
        .contains("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", name)
        .doesNotContain("other.safetensors");
    assertThat(new HubCache(cache).find(FakeHub.ID)).isPresent();
  }

  @Test
  void refusesPicklesBeforeItDownloadsWeights() throws IOException {
    server.files.remove("2_Dense/model.safetensors");
    assertReason(
        Reason.UNSUITABLE, () -> server.pull(cache), "2_Dense of org/tiny", "save_pretrained");
    server.files.remove(FakeHub.WEIGHTS);
    assertReason(Reason.UNSUITABLE, () -> server.pull(cache), "org/tiny has no model.safetensors");
    server.files.remove("pytorch_model.bin");
    server.files.remove("2_Dense/pytorch_model.bin");
    assertThatThrownBy(() -> server.pull(cache)).hasMessageNotContaining("pickles");
    assertThat(server.asked("cdn", "GET")).isEmpty();
    assertThat(repository().resolve("snapshots")).doesNotExist();
  }

  @Test
  void readsOldModelsWhoseTransformerHasAFolder() throws IOException {
    byte[] config = server.files.remove("config.json");
    server.files.put("0_Transformer/config.json", config);
    server.files.put("0_Transformer/tokenizer.json", FakeHub.utf8("{}"));
    server.files.put("0_Transformer/sentence_roberta_config.json", FakeHub.utf8("{\"b\":1}"));
    server.files.put("0_Transformer/model.safetensors", server.files.remove(FakeHub.WEIGHTS));
    server.files.put("modules.json", FakeHub.utf8("[{\"path\":\"0_Transformer\"}]"));
    assertThat(FakeHub.tree(server.pull(cache)))
        .contains(
            "0_Transformer/config.json",
            "0_Transformer/model.safetensors",
            "0_Transformer/sentence_roberta_config.json",
            "0_Transformer/tokenizer.json")
        .doesNotContain("1_Pooling/config.json");
    assertThat(new HubCache(cache).list().get(0).hiddenSize()).isEqualTo(4);
  }

  @Test
  void refusesModulesOutsideTheFolder() {
    for (String path : List.of("../x", "/etc", "a\\\\b", "C:x", "a/../../b", "nul")) {
      server.files.put("modules.json", FakeHub.utf8("[{\"path\":\"" + path + "\"}]"));
      assertThatThrownBy(() -> server.pull(cache))
          .as(path)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("a folder in the model's folder");
    }
  }

  @Test
  void linksHardOrCopiesWhereThereAreNoSymbolicLinks() throws IOException {
    HubSettings of = server.settings(cache);
    HubSettings settings =
        new HubSettings(
            of.endpoint(),
            Optional.empty(),
            cache,
            false,
            false,
            ProxySelector.of(null),
            of.patience());
    Path folder = server.hub(settings).pull(FakeHub.ID, DownloadListener.SILENT);
    assertThat(server.requests).noneMatch(FakeHub.Request::isAuthorized);
    for (String name : WANTED) {
      assertThat(Files.isSymbolicLink(folder.resolve(name))).isFalse();
      assertThat(folder.resolve(name)).hasBinaryContent(server.content(name));
    }
    new HubCache(cache).verify(FakeHub.ID);
    Files.write(folder.resolve("config.json"), new byte[3]);
    assertThatThrownBy(() -> new HubCache(cache).verify(FakeHub.ID))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("config.json");
    server.hub(settings).pull(FakeHub.ID, DownloadListener.SILENT);
    new HubCache(cache).verify(FakeHub.ID);
  }

  @Test
  void tellsHowItGetsOn() throws IOException {
    List<String> heard = new ArrayList<>();
    server
        .hub(server.settings(cache))
        .pull(
            FakeHub.ID,
            (file, done, total) -> {
              if (file.equals(FakeHub.WEIGHTS)) {
                heard.add(done + "/" + total);
              }
            });
    assertThat(heard).startsWith("0/1500000").endsWith("1500000/1500000");
    assertThat(heard).hasSizeBetween(3, 10);
  }

  @Test
  void stopsWhenTheListenerThrowsAndGoesOnLater() throws IOException {
    IllegalStateException enough = new IllegalStateException("enough");
    assertThatThrownBy(
            () ->
                server
                    .hub(server.settings(cache))
                    .pull(
                        FakeHub.ID,
                        (file, done, total) -> {
                          if (file.equals(FakeHub.WEIGHTS) && done > 0) {
                            throw enough;
                          }
                        }))
        .isSameAs(enough);
    assertThat(new HubCache(cache).find(FakeHub.ID)).isEmpty();
    assertThat(server.pull(cache).resolve(FakeHub.WEIGHTS))
        .hasBinaryContent(server.content(FakeHub.WEIGHTS));
    FakeHub.Request last = server.requests.get(server.requests.size() - 1);
    assertThat(last.headers()).containsKey("Range");
  }

  @Test
  void refusesWhenOffline() {
    HubSettings of = server.settings(cache);
    HubSettings offline =
        new HubSettings(
            of.endpoint(), of.token(), cache, true, true, ProxySelector.of(null), of.patience());
    assertReason(
        Reason.OFFLINE,
        () -> server.hub(offline).pull(FakeHub.ID, DownloadListener.SILENT),
        "HF_HUB_OFFLINE",
        "org/tiny");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void threadsThatWantTheSameDownloadItOnce() throws IOException {
    List<CompletableFuture<Path>> pulls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pulls.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return server.pull(cache);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    // Only when all have ended is no file on its way.
    pulls.forEach(CompletableFuture::join);
    for (CompletableFuture<Path> pull : pulls) {
      assertThat(FakeHub.tree(pull.join())).isEqualTo(WANTED);
    }
    assertThat(server.asked("cdn", "GET")).containsOnlyOnce("/" + FakeHub.WEIGHTS);
  }

  @Test
  void saysWhichCacheCannotBeWritten() throws IOException {
    Path file = Files.write(cache.resolve("file"), new byte[1]);
    assertThatThrownBy(() -> server.pull(file))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HubException.class)
        .hasMessageContainingAll(file.toString(), "HF_HUB_CACHE");
  }
}
