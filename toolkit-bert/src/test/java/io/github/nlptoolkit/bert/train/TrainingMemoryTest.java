package io.github.nlptoolkit.bert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a step takes of native memory, it gives back: a process that trains does not grow. */
class TrainingMemoryTest {
  private static final String WARM_UP = "1000";
  private static final String STEPS = "700";

  @Test
  @Timeout(300)
  void manySteps() throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(TrainingProcess.STATUS), "only Linux tells how much memory a process has");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                // Surefire starts the tests with a jar that only names the class path.
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path", "")),
                TrainingProcess.class.getName(),
                WARM_UP,
                STEPS,
                STEPS)
            .redirectErrorStream(true)
            .start();
    List<String> lines;
    try {
      lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<Long> kilobytes =
        lines.stream()
            .filter(line -> line.startsWith("resident "))
            .map(line -> Long.parseLong(line.substring("resident ".length())))
            .toList();
    assertThat(kilobytes).as(String.join("\n", lines)).hasSize(3);
    System.err.printf("resident, in kB: %s%n", kilobytes);
    // What leaks, leaks each time; what the allocator keeps for itself comes in steps.
    double first = (double) kilobytes.get(1) / kilobytes.get(0);
    double second = (double) kilobytes.get(2) / kilobytes.get(1);
    assertThat(Math.min(first, second)).isLessThan(1.01);
  }
}
