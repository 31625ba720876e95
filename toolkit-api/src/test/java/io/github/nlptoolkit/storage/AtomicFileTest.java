package io.github.nlptoolkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesAndReplaces() throws IOException {
    Path target = folder.resolve("größe 😀.json");
    AtomicFile.write(target, out -> out.write(bytes("old and long")));
    assertThat(target).hasContent("old and long");
    AtomicFile.write(target, out -> out.write(bytes("new")));
    assertThat(target).hasContent("new");
    AtomicFile.write(target, out -> {});
    assertThat(target).isEmptyFile();
    assertThat(names()).containsExactly("größe 😀.json");
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path target = folder.resolve("file");
    AtomicFile.write(target, out -> out.write(bytes("old")));
    IOException full = new IOException("No space left on device");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      out.write(bytes("half"));
                      throw full;
                    }))
        .isSameAs(full);
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void theOldFileStandsUntilTheNewOneIsWhole() throws IOException {
    Path target = folder.resolve("file");
    AtomicFile.write(target, out -> out.write(bytes("old")));
    AtomicFile.write(
        target,
        out -> {
          out.write(bytes("new"));
          assertThat(target).hasContent("old");
        });
    assertThat(target).hasContent("new");
  }

  @Test
  void refusesATargetWithoutAFolder() throws IOException {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("absent/file"), out -> out.write(1)))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> AtomicFile.write(Path.of("/"), out -> out.write(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a file");
  }

  @Test
  void aFolderInItsPlaceIsNotReplaced() throws IOException {
    Path target = Files.createDirectories(folder.resolve("taken"));
    Files.write(target.resolve("inside"), bytes("x"));
    assertThatThrownBy(() -> AtomicFile.write(target, out -> out.write(1)))
        .isInstanceOf(IOException.class);
    assertThat(target.resolve("inside")).hasContent("x");
    assertThat(names()).containsExactly("taken");
  }

  @Test
  void othersMayReadWhatTheyMayReadOfAnyNewFile() throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"),
        "the file system has no permissions to compare");
    Path ordinary = Files.write(folder.resolve("ordinary"), bytes("x"));
    Path target = folder.resolve("atomic");
    AtomicFile.write(target, out -> out.write(bytes("x")));
    assertThat(Files.getPosixFilePermissions(target))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
  }

  @Test
  void aBeginningCanBeWrittenLast() throws IOException {
    Path target = folder.resolve("file");
    AtomicFile.writeSeekable(
        target,
        channel -> {
          channel.write(ByteBuffer.wrap(bytes("0 rows, ")));
          channel.write(ByteBuffer.wrap(bytes("data")));
          channel.position(0);
          channel.write(ByteBuffer.wrap(bytes("1")));
        });
    assertThat(target).hasContent("1 rows, data");
    assertThatThrownBy(
            () ->
                AtomicFile.writeSeekable(
                    target,
                    channel -> {
                      channel.write(ByteBuffer.wrap(bytes("half")));
                      throw new IOException("no more");
                    }))
        .hasMessage("no more");
    assertThat(target).hasContent("1 rows, data");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void manyWritersLeaveOneWholeFile() throws Exception {
    Path target = folder.resolve("file");
    List<FutureTask<Path>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      byte[] content = new byte[100_000];
      Arrays.fill(content, (byte) i);
      FutureTask<Path> task =
          new FutureTask<>(
              () -> {
                for (int round = 0; round < 20; round++) {
                  AtomicFile.write(target, out -> out.write(content));
                }
                return target;
              });
      tasks.add(task);
      new Thread(task, "writes-" + i).start();
    }
    for (FutureTask<Path> task : tasks) {
      assertThat(task.get(60, TimeUnit.SECONDS)).exists();
    }
    byte[] whole = Files.readAllBytes(target);
    assertThat(whole).hasSize(100_000);
    for (byte one : whole) {
      assertThat(one).isEqualTo(whole[0]);
    }
    assertThat(names()).containsExactly("file");
  }
}
