package io.github.nlptoolkit.benchmarks.report;

import io.github.nlptoolkit.engine.runtime.CpuFeatures;
import io.github.nlptoolkit.engine.runtime.Lanes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where a run was made, and with what.
 *
 * @param cpu the CPU's name
 * @param features those of its features that bear on matrix products
 * @param cores the cores that the JVM may use
 * @param lanes the toolkit's threads
 * @param os name, version and architecture of the operating system
 * @param jdk the JVM's name and version
 * @param versions the libraries' versions
 * @param openmp what the environment tells OpenMP
 * @param commit the project's commit
 * @param date the day, in UTC
 * @param quick whether it was a quick run, whose numbers are not to be quoted
 */
public record MachineFacts(
    String cpu,
    List<String> features,
    int cores,
    int lanes,
    String os,
    String jdk,
    String versions,
    String openmp,
    String commit,
    String date,
    boolean quick) {

  /**
   * Looks around.
   *
   * @param quick whether the run is a quick one
   * @return what is there
   */
  public static MachineFacts gather(boolean quick) {
    CpuFeatures cpu = CpuFeatures.detect();
    return new MachineFacts(
        cpu.model(),
        cpu.names(),
        Runtime.getRuntime().availableProcessors(),
        Lanes.threads(),
        properties("os.name", "os.version", "os.arch"),
        properties("java.vm.name", "java.vm.version"),
        libraries(),
        environment("OMP_NUM_THREADS", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT"),
        head(),
        DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(Instant.now()),
        quick);
  }

  /**
   * Says where and with what.
   *
   * @return two lines of prose, and a warning after a quick run
   */
  public String described() {
    return (quick
            ? "**A quick run, to see that all is well: none of its numbers is to be quoted.**\n\n"
            : "")
        + String.format(
            Locale.ROOT,
            "Measured on %s at commit `%s` on %s, %d cores (%s), %s.\n%s; %s. Threads of the"
                + " toolkit: %d; OpenMP's environment: %s.",
            date,
            commit,
            cpu,
            cores,
            String.join(", ", features),
            os,
            jdk,
            versions,
            lanes,
            openmp);
  }

  private static String properties(String... keys) {
    return String.join(" ", Stream.of(keys).map(System::getProperty).toList());
  }

  private static String environment(String... keys) {
    List<String> set =
        Stream.of(keys)
            .filter(key -> System.getenv(key) != null)
            .map(key -> key + "=" + System.getenv(key))
            .toList();
    return set.isEmpty() ? "nothing set" : String.join(" ", set);
  }

  private static String libraries() {
    Properties versions = new Properties();
    try (InputStream in = MachineFacts.class.getResourceAsStream("versions.properties")) {
      versions.load(Objects.requireNonNull(in, "versions.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read versions.properties", e);
    }
    return String.format(
        Locale.ROOT,
        "DJL %s, PyTorch %s, langchain4j %s, JMH %s",
        versions.getProperty("djl"),
        versions.getProperty("pytorch"),
        versions.getProperty("langchain4j"),
        versions.getProperty("jmh"));
  }

  /** The commit, with a plus if files differ from it that the benchmarks do not write. */
  private static String head() {
    String commit = git("rev-parse", "--short=10", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs", ":!*.json")
            .isEmpty()
        ? commit
        : commit + "+";
  }

  private static String git(String... arguments) {
    List<String> command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? out.strip() : "";
    } catch (IOException e) {
      // No git, no commit: a copy without a repository can be measured, too.
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
