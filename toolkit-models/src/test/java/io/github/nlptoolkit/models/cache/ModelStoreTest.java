package io.github.nlptoolkit.models.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelStoreTest {

  private static final byte[] WEIGHTS = "weights".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;

  private final AtomicInteger writes = new AtomicInteger();

  private ModelStore store() {
    return new ModelStore(temp.resolve("models"));
  }

  private String content(Path folder) throws IOException {
    writes.incrementAndGet();
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.write(folder.resolve("1_Pooling/config.json"), new byte[0]);
    Files.write(folder.resolve("model.safetensors"), WEIGHTS);
    return "origin 1";
  }

  private Path get() throws IOException {
    return store().findOrWrite("m", "origin 1"::equals, this::content);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("models"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesOnce() throws IOException {
    assertThat(store().find("m", origin -> true)).isEmpty();
    assertThat(store().sizeBytes("m", origin -> true)).isEmpty();
    assertThat(temp.resolve("models")).as("looking creates nothing").doesNotExist();
    Path folder = get();
    assertThat(folder).isEqualTo(temp.resolve("models/m"));
    assertThat(folder.resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    assertThat(get()).isEqualTo(folder);
    assertThat(store().find("m", origin -> true)).contains(folder);
    assertThat(store().sizeBytes("m", origin -> true)).hasValue(WEIGHTS.length);
    store().verify("m");
    assertThat(writes).hasValue(1);
    assertThat(names()).containsExactly(".m.lock", "m");
  }

  @Test
  void writesAnewWhatIsOfAnotherOrigin() throws IOException {
    get();
    assertThat(store().find("m", "origin 2"::equals)).isEmpty();
    store()
        .findOrWrite(
            "m",
            "origin 2"::equals,
            folder -> {
              content(folder);
              return "origin 2";
            });
    assertThat(writes).hasValue(2);
    assertThat(names()).containsExactly(".m.lock", "m");
  }

  @Test
  void writesAnewWhatIsDamaged() throws IOException {
    Path file = get().resolve("model.safetensors");
    Files.write(file, new byte[3]);
    assertThat(store().find("m", origin -> true)).isEmpty();
    assertThat(store().sizeBytes("m", origin -> true)).isEmpty();
    get();
    assertThat(file).hasBinaryContent(WEIGHTS);

    Files.delete(file);
    get();
    assertThat(file).hasBinaryContent(WEIGHTS);

    Files.write(file, "weighty".getBytes(StandardCharsets.UTF_8)); // as long as before
    assertThat(Files.size(file)).isEqualTo(WEIGHTS.length);
    get();
    assertThat(file).hasBinaryContent(WEIGHTS);

    Files.write(get().resolve(Manifest.FILE), new byte[100]);
    get();
    Files.delete(get().resolve(Manifest.FILE));
    get();
    assertThat(writes).hasValue(6);
    assertThat(names()).containsExactly(".m.lock", "m");
  }

  @Test
  void keepsWhatWasOnlyTouched() throws IOException {
    Path file = get().resolve("model.safetensors");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    get();
    assertThat(writes).hasValue(1);
    assertThat(Files.getLastModifiedTime(file)).isNotEqualTo(FileTime.fromMillis(1_000_000));
  }

  @Test
  void verifyFindsWhatNoTimeTells() throws IOException {
    Path file = get().resolve("model.safetensors");
    FileTime time = Files.getLastModifiedTime(file);
    Files.write(file, "weighty".getBytes(StandardCharsets.UTF_8));
    Files.setLastModifiedTime(file, time);
    get();
    assertThat(writes).hasValue(1);
    assertThatThrownBy(() -> store().verify("m"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(file.toString());
    get();
    assertThat(writes).as("found damaged, so written anew").hasValue(2);
    store().verify("m");
  }

  @Test
  void verifySaysThatNothingIsThere() {
    assertThatThrownBy(() -> store().verify("m"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(temp.resolve("models/m").toString());
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    Path left = Files.createDirectories(temp.resolve("models/.m~0001/1_Pooling"));
    Files.write(left.resolve("config.json"), WEIGHTS);
    Files.createDirectories(temp.resolve("models/.m~0002.replaced"));
    Path other = Files.createDirectories(temp.resolve("models/.m2~0001"));
    get();
    assertThat(names()).containsExactly(".m.lock", ".m2~0001", "m");
    assertThat(other).as("another model's").exists();
  }

  @Test
  void leavesNothingWhenTheContentFails() throws IOException {
    ModelFormatException bad = new ModelFormatException("file", "key", "this", "that");
    assertThatThrownBy(
            () ->
                store()
                    .findOrWrite(
                        "m",
                        origin -> true,
                        folder -> {
                          content(folder);
                          throw bad;
                        }))
        .isSameAs(bad);
    assertThatThrownBy(() -> store().findOrWrite("m", origin -> true, folder -> "two\nlines"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(names()).containsExactly(".m.lock");
    get();
  }

  @Test
  void keepsTheOldFolderWhenTheContentFails() throws IOException {
    Path file = get().resolve("model.safetensors");
    assertThatThrownBy(
            () ->
                store()
                    .findOrWrite(
                        "m",
                        "origin 2"::equals,
                        folder -> {
                          throw new IOException("No space left on device");
                        }))
        .isInstanceOf(IOException.class);
    assertThat(file).hasBinaryContent(WEIGHTS);
    assertThat(names()).containsExactly(".m.lock", "m");
  }

  @Test
  void saysWhichCacheCannotBeUsedAndWhatToDo() throws IOException {
    assertThatThrownBy(
            () ->
                store()
                    .findOrWrite(
                        "m",
                        origin -> true,
                        folder -> {
                          throw new IOException("No space left on device");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            "model m",
            temp.resolve("models").toString(),
            "No space left on device",
            "NLPTOOLKIT_HOME",
            "nlptoolkit.home");

    Path file = Files.write(temp.resolve("file"), WEIGHTS);
    ModelStore store = new ModelStore(file.resolve("models"));
    assertThatThrownBy(() -> store.findOrWrite("m", origin -> true, this::content))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(file.toString(), "NLPTOOLKIT_HOME", "nlptoolkit.home");
    assertThat(writes).hasValue(0);
  }

  @Test
  void refusesNamesThatLeaveTheRoot() {
    for (String name : List.of("", ".", "..", "a/b", "../x", ".hidden", "a~b", "ä", "a b")) {
      assertThatThrownBy(() -> store().folder(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + name + "\"");
    }
    assertThat(store().folder("bge-small-en-v1.5_x")).hasFileName("bge-small-en-v1.5_x");
  }

  @Test
  void manyThreadsWriteOnce() throws Exception {
    int count = 16;
    CyclicBarrier start = new CyclicBarrier(count);
    List<FutureTask<Path>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FutureTask<Path> task =
          new FutureTask<>(
              () -> {
                start.await();
                return get();
              });
      tasks.add(task);
      new Thread(task, "asks-" + i).start();
    }
    for (FutureTask<Path> task : tasks) {
      assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo(temp.resolve("models/m"));
    }
    assertThat(writes).hasValue(1);
    assertThat(names()).containsExactly(".m.lock", "m");
  }

  @Test
  void modelsDoNotWaitForEachOther() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch writing = new CountDownLatch(1);
    FutureTask<Path> slow =
        new FutureTask<>(
            () ->
                store()
                    .findOrWrite(
                        "slow",
                        origin -> true,
                        folder -> {
                          writing.countDown();
                          await(done);
                          return content(folder);
                        }));
    new Thread(slow, "slow").start();
    await(writing);
    assertThat(get()).isDirectory();
    done.countDown();
    assertThat(slow.get(30, TimeUnit.SECONDS)).isDirectory();
  }

  @Test
  void aWaitingThreadCanBeInterrupted() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch writing = new CountDownLatch(1);
    FutureTask<Path> holder =
        new FutureTask<>(
            () ->
                store()
                    .findOrWrite(
                        "m",
                        "origin 1"::equals,
                        folder -> {
                          writing.countDown();
                          await(done);
                          return content(folder);
                        }));
    new Thread(holder, "holder").start();
    await(writing);
    FutureTask<Throwable> waiter =
        new FutureTask<>(
            () -> {
              Throwable thrown = catchThrowable(this::get);
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
              return thrown;
            });
    Thread thread = new Thread(waiter, "waiter");
    thread.start();
    thread.interrupt();
    assertThat(waiter.get(30, TimeUnit.SECONDS))
        .isInstanceOfAny(InterruptedIOException.class, FileLockInterruptionException.class);
    done.countDown();
    assertThat(holder.get(30, TimeUnit.SECONDS)).isDirectory();
    assertThat(writes).hasValue(1);
  }

  @Test
  void anInterruptedWriteLeavesNothing() throws Exception {
    FutureTask<Throwable> task =
        new FutureTask<>(
            () ->
                catchThrowable(
                    () ->
                        store()
                            .findOrWrite(
                                "m",
                                origin -> true,
                                folder -> {
                                  String origin = content(folder);
                                  Thread.currentThread().interrupt();
                                  return origin;
                                })));
    Thread thread = new Thread(task, "interrupted");
    thread.start();
    assertThat(task.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(names()).containsExactly(".m.lock");
    get();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
