package io.github.nlptoolkit.models.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What needs real processes: locks between them, their death, the limits that the system sets. */
@Timeout(120)
class ModelStoreProcessTest {

  @TempDir Path root;

  private JavaProcess start() throws Exception {
    return JavaProcess.start(List.of("-Xmx32m"), StoreProcess.class, root.toString());
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theSecondProcessWaitsAndFindsWhatTheFirstWrote() throws Exception {
    try (JavaProcess first = start();
        JavaProcess second = start()) {
      assertThat(first.line()).isEqualTo("started");
      assertThat(second.line()).isEqualTo("started");
      // Either may be the one that writes. The other cannot say anything before it is done.
      second.go();
      first.go();
      String both = first.rest() + "\n" + second.rest();
      assertThat(both.lines().filter("writing"::equals)).hasSize(1);
      assertThat(both.lines().filter(("found " + root.resolve("m"))::equals)).hasSize(2);
    }
    new ModelStore(root).verify("m");
    assertThat(names()).containsExactly(".m.lock", "m");
  }

  @Test
  void aProcessWaitsForTheOneThatWrites() throws Exception {
    try (JavaProcess first = start()) {
      assertThat(first.line()).isEqualTo("started");
      assertThat(first.line()).isEqualTo("writing");
      try (JavaProcess second = start()) {
        second.go();
        assertThat(second.line()).isEqualTo("started");
        assertThat(root.resolve("m")).as("nothing to be seen yet").doesNotExist();
        first.go();
        assertThat(first.rest()).isEqualTo("found " + root.resolve("m"));
        assertThat(second.rest()).isEqualTo("found " + root.resolve("m"));
      }
    }
  }

  @Test
  void aKilledProcessLeavesTheLockAndItsRubbishToTheNext() throws Exception {
    try (JavaProcess first = start()) {
      assertThat(first.line()).isEqualTo("started");
      assertThat(first.line()).isEqualTo("writing");
      first.kill();
    }
    assertThat(names()).anyMatch(name -> name.startsWith(".m~")).doesNotContain("m");
    try (JavaProcess second = start()) {
      second.go();
      assertThat(second.rest().lines())
          .containsExactly("started", "writing", "found " + root.resolve("m"));
    }
    assertThat(names()).containsExactly(".m.lock", "m");
  }

  @Test
  void aDiskThatTakesNoMoreLeavesNothing() throws Exception {
    assumeTrue(JavaProcess.hasShell(), "needs /bin/sh to limit the size of files");
    try (JavaProcess limited = JavaProcess.startLimited(100, StoreProcess.class, root.toString())) {
      limited.go();
      assertThat(limited.rest())
          .contains("failed cannot keep the model m in the cache folder " + root)
          .contains("NLPTOOLKIT_HOME");
    }
    assertThat(names()).containsExactly(".m.lock");
  }
}
