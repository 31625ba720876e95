package io.github.nlptoolkit.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of models, files and contents. */
class NamesTest {

  @TempDir Path temp;

  @Test
  void readsNamesOfModels() {
    assertThat(HubId.parse("org/Name-1.5_x")).isEqualTo(new HubId("org/Name-1.5_x", "main"));
    assertThat(HubId.parse("bert-base-uncased@v1.0"))
        .isEqualTo(new HubId("bert-base-uncased", "v1.0"))
        .hasToString("bert-base-uncased@v1.0");
    assertThat(HubId.parse("a/b@refs/pr/7").revision()).isEqualTo("refs/pr/7");
    assertThat(HubId.parse("a/b@main")).hasToString("a/b");
    assertThat(HubId.parse("a/b").folderName()).isEqualTo("models--a--b");
    assertThat(HubId.parse("a").folderName()).isEqualTo("models--a");
    assertThat(HubId.repositoryOf("models--a--b")).contains("a/b");
    assertThat(HubId.repositoryOf("models--a")).contains("a");
    assertThat(HubId.repositoryOf("models--a--b--c")).isEmpty();
    assertThat(HubId.repositoryOf("datasets--a--b")).isEmpty();
    assertThat(HubId.repositoryOf("models--..")).isEmpty();
    assertThat(HubId.parse("a@" + "0".repeat(40)).isCommit()).isTrue();
    assertThat(HubId.parse("a@" + "0".repeat(39)).isCommit()).isFalse();
  }

  @Test
  void refusesWhatCannotBeAName() {
    for (String name :
        List.of(
            "",
            "a/b/c",
            "/a",
            "a/",
            "..",
            "a/..",
            "a--b",
            "-a",
            "a.",
            ".a",
            "a.git",
            "a b",
            "\u00e9",
            "a\\b",
            "a:b",
            "x".repeat(97),
            "a@",
            "a@..",
            "a@/x",
            "a@x/",
            "a@x//y",
            "a@.x",
            "a@x y",
            "a@x\\y",
            "a@x:y",
            "a@x.lock",
            "a@x\n",
            "a@\ud83d\ude00",
            "a@" + "x".repeat(201),
            "a@b@c")) {
      assertThat(HubId.tryParse(name)).as(name).isEmpty();
      assertThatThrownBy(() -> HubId.parse(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> HubId.parse("a b\u001b"))
        .hasMessageContaining("org/name")
        .hasMessageEndingWith("\"a b?\"");
    assertThatThrownBy(() -> HubId.parse("a@x y"))
        .hasMessage("revision must be a branch, a tag or a commit, got \"x y\"");
  }

  @Test
  void readsEtags() throws IOException {
    String git = "ce013625030ba8dba906f756967f9e9ca394464a"; // git hash-object, "hello\n"
    Path hello = Files.write(temp.resolve("hello"), FakeHub.utf8("hello\n"));
    for (String header : List.of(git, "\"" + git + "\"", "W/\"" + git + "\"", " " + git + " ")) {
      assertThat(Etag.parse(header)).contains(new Etag(git));
    }
    assertThat(Etag.git(hello)).isEqualTo(new Etag(git));
    assertThat(new Etag(git).of(hello)).isEqualTo(new Etag(git));
    String sha256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
    assertThat(Etag.parse(sha256).orElseThrow().of(hello)).hasToString(sha256);
    for (String header : List.of("", "\"", "\"\"", git + "0", git.replace('c', 'g'), "../" + git)) {
      assertThat(Etag.parse(header)).as(header).isEmpty();
    }
  }

  @Test
  void knowsWhichFileNamesAreSafe() {
    for (String name : List.of("config.json", "1_Pooling/config.json", "a/b/c", "x y", "\u00fc")) {
      assertThat(FileNames.isSafe(name)).as(name).isTrue();
    }
    for (String name : List.of("", "/a", "a/", "a//b", ".", "..", "a/..", "a/./b", "a\0b")) {
      assertThat(FileNames.isPossible(name)).as(name).isFalse();
      assertThat(FileNames.isSafe(name)).as(name).isFalse();
    }
    for (String name :
        List.of(
            "a\\b",
            "C:x",
            "a\nb",
            "a*",
            "nul",
            "COM1.txt",
            ".git/x",
            "a.",
            "a ",
            "x".repeat(201),
            "x/".repeat(600) + "x",
            "\ud83d")) {
      assertThat(FileNames.isPossible(name)).as(name).isTrue();
      assertThat(FileNames.isSafe(name)).as(name).isFalse();
    }
  }

  @Test
  void cleansWhatStrangersWrite() {
    assertThat(Printable.of("a\u001b[31m\n\u202e\ud83db")).isEqualTo("a?[31m???b");
    assertThat(Printable.of("x".repeat(300))).hasSize(203).endsWith("...");
  }

  @Test
  void refusesDamagedLists() throws IOException {
    Path file = temp.resolve("list.json");
    String many = "{\"path\":\"\"},".repeat(51);
    for (String json :
        List.of(
            "",
            "{}",
            "3",
            "[3]",
            "[{}]",
            "[{\"path\":3}]",
            "[{\"path\":\"\"}",
            "[] []",
            "[" + many + "{\"path\":\"\"}]",
            "[{'path':''}]")) {
      Files.write(file, FakeHub.utf8(json));
      assertThatThrownBy(() -> ModelFiles.modulePaths(file))
          .as(json)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(file.toString());
    }
    String shards = "\"%d\":\"s-%d.safetensors\"";
    StringBuilder thousands = new StringBuilder();
    for (int i = 0; i < 1100; i++) {
      thousands.append(i == 0 ? "" : ",").append(shards.replace("%d", Integer.toString(i)));
    }
    for (String map :
        List.of(
            "3",
            "{}",
            "{\"a\":3}",
            "{\"a\":\"b.bin\"}",
            "{\"a\":\"../b.safetensors\"}",
            "{\"a\":\"/b.safetensors\"}",
            "{\"a\":\"x/b.safetensors\"}",
            "{" + thousands + "}")) {
      Files.write(file, FakeHub.utf8("{\"weight_map\":" + map + "}"));
      assertThatThrownBy(() -> ModelFiles.shards(file))
          .as(map)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("weight_map");
    }
    Files.write(file, new byte[BoundedJson.MAX_BYTES + 1]);
    assertThatThrownBy(() -> ModelFiles.shards(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("at most 4194304 bytes");
  }
}
