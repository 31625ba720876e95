package io.github.nlptoolkit.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.storage.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed while it writes a model leaves the old file or the new one, whole. */
class KilledWriterTest {
  private static final int TRIES = 20;
  private static final int OLD_ORDER = 2;
  private static final int NEW_ORDER = 4;

  @TempDir Path folder;

  /** The process: writes a new model over the file again and again. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      BackoffModel model = Texts.model(NEW_ORDER);
      while (true) {
        write(model, Path.of(arguments[0]));
      }
    }
  }

  private static void write(BackoffModel model, Path file) throws IOException {
    String name = file.toString();
    if (name.endsWith(".bin")) {
      model.writeProbing(file);
    } else if (name.endsWith(".trie")) {
      model.writeTrie(file, 6, 6);
    } else {
      model.writeArpa(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.arpa", "m.arpa.gz", "m.bin", "m.trie"})
  void leavesAWholeFile(String name) throws Exception {
    Path old = folder.resolve("old-" + name);
    Path complete = folder.resolve("new-" + name);
    write(Texts.model(OLD_ORDER), old);
    write(Texts.model(NEW_ORDER), complete);
    Path place = Files.createDirectory(folder.resolve("place"));
    Path file = place.resolve(name);
    boolean isCut = false;
    for (int i = 0; i < TRIES && !isCut; i++) {
      Files.deleteIfExists(file);
      Files.copy(old, file);
      killWriting(file, place);
      isCut = unfinished(place) > 0;
      byte[] left = Files.readAllBytes(file);
      assertThat(left).isIn(Files.readAllBytes(old), Files.readAllBytes(complete));
      assertThat(BackoffModel.load(file).order()).isIn(OLD_ORDER, NEW_ORDER);
    }
    assertThat(isCut).as("killed in the middle of writing").isTrue();
  }

  private static void killWriting(Path file, Path place) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath(),
                    Writer.class.getName(),
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (unfinished(place) == 0) {
        assertThat(process.waitFor(1, TimeUnit.MILLISECONDS)).as("it ended by itself").isFalse();
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  /** Not that of this process, which runs with a path of modules. */
  private static String classPath() throws URISyntaxException {
    Path api =
        Path.of(AtomicFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return String.join(File.pathSeparator, "target/test-classes", "target/classes", api.toString());
  }

  private static long unfinished(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).count();
    }
  }
}
