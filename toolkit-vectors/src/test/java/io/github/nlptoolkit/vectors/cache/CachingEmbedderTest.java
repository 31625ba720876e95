package io.github.nlptoolkit.vectors.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachingEmbedderTest {
  private static final int DIMENSION = 5;

  @TempDir Path temporary;

  /** Remembers what it was asked for. */
  private static final class Counting implements TextEmbedder {
    private final List<String> asked = new ArrayList<>();

    @Override
    public int dimension() {
      return DIMENSION;
    }

    @Override
    public synchronized Embeddings embed(List<String> texts) {
      asked.addAll(texts);
      Embeddings.Builder result = Embeddings.builder(texts.size(), DIMENSION);
      for (int i = 0; i < texts.size(); i++) {
        result.row(i, vector(texts.get(i)), 0, DIMENSION);
      }
      return result.build();
    }

    @Override
    public void close() {
      throw new AssertionError("not the cache's to close");
    }
  }

  private static float[] vector(String text) {
    float[] vector = new float[DIMENSION];
    Arrays.fill(vector, text.hashCode());
    vector[0] = text.length();
    return vector;
  }

  private static void check(CachingEmbedder cache, String... texts) {
    Embeddings vectors = cache.embed(List.of(texts));
    assertThat(vectors.count()).isEqualTo(texts.length);
    for (int i = 0; i < texts.length; i++) {
      assertThat(vectors.vector(i)).isEqualTo(vector(texts[i]));
    }
  }

  @Test
  void asksForEachTextOnce() throws IOException {
    Counting embedder = new Counting();
    try (CachingEmbedder cache = CachingEmbedder.builder(embedder).build()) {
      check(cache, "a", "b", "a", "", "😀", "\ud83d", "\ud83e");
      check(cache, "b", "c", "😀", "\ud83e");
      assertThat(embedder.asked).containsExactly("a", "b", "", "😀", "\ud83d", "\ud83e", "c");
      assertThat(cache.misses()).isEqualTo(7);
      assertThat(cache.hits()).isEqualTo(3);
      assertThat(cache.embed(List.of()).count()).isZero();
      assertThat(cache.embed("a")).isEqualTo(vector("a"));
      assertThat(cache.diskFailure()).isEmpty();
    }
  }

  @Test
  void memoryIsBounded() throws IOException {
    Counting embedder = new Counting();
    try (CachingEmbedder cache =
        CachingEmbedder.builder(embedder).memoryBytes(3 * (128 + 4 * DIMENSION)).build()) {
      check(cache, "a", "b", "c");
      check(cache, "a");
      check(cache, "d");
      check(cache, "a");
      assertThat(embedder.asked).containsExactly("a", "b", "c", "d");
      check(cache, "b");
      assertThat(embedder.asked).containsExactly("a", "b", "c", "d", "b");
    }
    try (CachingEmbedder none = CachingEmbedder.builder(embedder).memoryBytes(0).build()) {
      check(none, "x");
      check(none, "x");
      assertThat(none.misses()).isEqualTo(2);
    }
  }

  private CachingEmbedder onDisk(Counting embedder, String fingerprint) throws IOException {
    return CachingEmbedder.builder(embedder)
        .memoryBytes(0)
        .folder(temporary.resolve("cache"), fingerprint)
        .build();
  }

  @Test
  void diskOutlivesTheProcessForOneFingerprint() throws IOException {
    Counting embedder = new Counting();
    try (CachingEmbedder cache = onDisk(embedder, "model 1")) {
      check(cache, "a", "b");
    }
    try (CachingEmbedder cache = onDisk(embedder, "model 1")) {
      check(cache, "b", "a", "c");
    }
    assertThat(embedder.asked).containsExactly("a", "b", "c");
    try (CachingEmbedder cache = onDisk(embedder, "model 2")) {
      check(cache, "a");
    }
    assertThat(embedder.asked).containsExactly("a", "b", "c", "a");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.filter(file -> file.toString().endsWith("newer.vectors")).toList();
    }
  }

  /** Cut anywhere or changed anywhere, vectors stay right. */
  @Test
  void damageCostsTimeOnly() throws IOException {
    Counting embedder = new Counting();
    try (CachingEmbedder cache = onDisk(embedder, "m")) {
      check(cache, "a", "b", "c");
    }
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 3) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (CachingEmbedder cache = onDisk(embedder, "m")) {
        check(cache, "c", "b", "a");
      }
      try (CachingEmbedder cache = onDisk(embedder, "m")) {
        check(cache, "c", "b", "a");
        assertThat(cache.misses()).isZero();
      }
    }
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x20;
      Files.write(file, changed);
      try (CachingEmbedder cache = onDisk(embedder, "m")) {
        check(cache, "a", "b", "c");
        assertThat(cache.misses()).isPositive();
      }
    }
  }

  @Test
  void damageWhileItIsOpenIsFoundWhenRead() throws IOException {
    Counting embedder = new Counting();
    try (CachingEmbedder cache = onDisk(embedder, "m")) {
      check(cache, "a", "b");
      Path file = files().get(0);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 7] ^= 1;
      Files.write(file, bytes);
      check(cache, "a", "b");
      assertThat(cache.misses()).isEqualTo(3);
    }
  }

  @Test
  void diskIsBoundedAndKeepsWhatIsInUse() throws IOException {
    Counting embedder = new Counting();
    int record = 32 + 4 * DIMENSION + 4;
    try (CachingEmbedder cache =
        CachingEmbedder.builder(embedder)
            .memoryBytes(0)
            .diskBytes(20L * record)
            .folder(temporary.resolve("cache"), "m")
            .build()) {
      check(cache, "in use");
      for (int i = 0; i < 200; i++) {
        check(cache, "text " + i);
        check(cache, "in use");
      }
      assertThat(embedder.asked.stream().filter("in use"::equals)).hasSize(1);
      long size = 0;
      try (Stream<Path> all = Files.walk(temporary)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          size += Files.size(file);
        }
      }
      assertThat(size).isLessThanOrEqualTo(22L * record);
    }
  }

  @Test
  void manyThreads() throws Exception {
    Counting embedder = new Counting();
    List<Throwable> failures = new ArrayList<>();
    try (CachingEmbedder cache =
        CachingEmbedder.builder(embedder)
            .memoryBytes(2000)
            .folder(temporary.resolve("cache"), "m")
            .build()) {
      List<Thread> threads =
          IntStream.range(0, 4)
              .mapToObj(
                  t ->
                      new Thread(
                          () -> {
                            try {
                              for (int i = 0; i < 300; i++) {
                                check(cache, "text " + (i * (t + 1)) % 97, "text " + i % 50);
                              }
                            } catch (AssertionError | RuntimeException e) {
                              synchronized (failures) {
                                failures.add(e);
                              }
                            }
                          }))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void anInterruptDoesNotCloseTheFiles() throws IOException {
    Counting embedder = new Counting();
    try (CachingEmbedder cache = onDisk(embedder, "m")) {
      Thread.currentThread().interrupt();
      check(cache, "a");
      check(cache, "a");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(cache.misses()).isEqualTo(1);
      assertThat(cache.diskFailure()).isEmpty();
    }
  }

  @Test
  void badInput() throws IOException {
    Counting embedder = new Counting();
    assertThatThrownBy(() -> CachingEmbedder.builder(embedder).memoryBytes(-1))
        .hasMessage("memoryBytes must not be negative, got -1");
    assertThatThrownBy(() -> CachingEmbedder.builder(embedder).diskBytes(0))
        .hasMessage("diskBytes must be at least 1, got 0");
    assertThatThrownBy(() -> CachingEmbedder.builder(embedder).folder(temporary, " "))
        .hasMessageContaining("must not be blank");
    CachingEmbedder cache = onDisk(embedder, "m");
    assertThatThrownBy(() -> onDisk(embedder, "m"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is open already");
    assertThatThrownBy(() -> cache.embed(Arrays.asList("a", null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("texts[1] is null");
    cache.close();
    cache.close();
    assertThatThrownBy(() -> cache.embed("a")).isInstanceOf(IllegalStateException.class);
  }
}
