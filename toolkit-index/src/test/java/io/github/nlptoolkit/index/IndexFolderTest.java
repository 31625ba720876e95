package io.github.nlptoolkit.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFolderTest {
  @TempDir Path temporary;

  private Path made() throws IOException {
    Path folder = temporary.resolve("index");
    try (VectorIndex index = VectorIndex.create(folder, IndexSettings.of(4, TextLanguage.ANY))) {
      for (int i = 0; i < 50; i++) {
        index.add(List.of(IndexEntry.of("id" + i, new float[] {i, 1, 2, 3}, "text " + i)));
      }
    }
    return folder;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
    }
  }

  @Test
  void whatIsNoIndex() throws IOException {
    assertThatThrownBy(() -> VectorIndex.open(temporary.resolve("missing")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no such folder");
    assertThatThrownBy(() -> VectorIndex.open(temporary))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected an index, found none");
    Path folder = made();
    assertThatThrownBy(() -> VectorIndex.create(folder, IndexSettings.of(4, TextLanguage.ANY)))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("empty folder");
    Path foreign = temporary.resolve("foreign");
    try (Directory directory = FSDirectory.open(foreign);
        IndexWriter writer =
            new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
      writer.commit();
    }
    assertThatThrownBy(() -> VectorIndex.open(foreign))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("another index of Lucene");
  }

  @Test
  void oneOpensItAtATime() throws IOException {
    Path folder = made();
    try (VectorIndex index = VectorIndex.open(folder)) {
      assertThatThrownBy(() -> VectorIndex.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessage("the index " + folder + " is open already");
      assertThat(index.count()).isEqualTo(50);
    }
  }

  @Test
  void aCrashLeavesTheLastCommit() throws IOException {
    Path folder = made();
    Path copy = temporary.resolve("copy");
    Files.createDirectory(copy);
    try (VectorIndex index = VectorIndex.open(folder)) {
      index.add(List.of(IndexEntry.of("new", new float[] {1, 1, 1, 1})));
      index.delete(List.of("id3"));
      // As another process finds it after a crash here.
      for (Path file : files(folder)) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    try (VectorIndex index = VectorIndex.open(copy)) {
      assertThat(index.count()).isEqualTo(50);
    }
    try (VectorIndex index = VectorIndex.open(folder)) {
      assertThat(index.count()).isEqualTo(50);
      assertThat(index.search(IndexQuery.vector(new float[] {1, 1, 1, 1}), 1).get(0).id())
          .isEqualTo("new");
    }
  }

  /**
   * Every file cut short, emptied, changed or missing is an error with words, at the latest by
   * verify.
   */
  @Test
  void damageIsFound() throws IOException {
    Path folder = made();
    Random random = new Random(1);
    int damaged = 0;
    for (Path file : files(folder)) {
      byte[] whole = Files.readAllBytes(file);
      for (int kind = 0; kind < 4; kind++) {
        byte[] bytes =
            switch (kind) {
              case 0 -> java.util.Arrays.copyOf(whole, whole.length / 2);
              case 1 -> new byte[0];
              default -> whole.clone();
            };
        if (kind == 2) {
          bytes[random.nextInt(bytes.length)] ^= 0x41;
        }
        if (kind == 3) {
          Files.delete(file);
        } else {
          Files.write(file, bytes);
        }
        assertThatThrownBy(
                () -> {
                  try (VectorIndex index = VectorIndex.open(folder)) {
                    index.verify();
                  }
                })
            .as("%s, damage %d", file, kind)
            .isInstanceOf(ModelFormatException.class)
            .hasMessageContaining(folder.toString());
        damaged++;
        for (Path other : files(folder)) {
          if (other.getFileName().toString().startsWith("pending_")) {
            Files.delete(other);
          }
        }
        Files.write(file, whole);
      }
    }
    assertThat(damaged).isGreaterThanOrEqualTo(8);
    try (VectorIndex index = VectorIndex.open(folder)) {
      index.verify();
      assertThat(index.count()).isEqualTo(50);
    }
  }
}
