package io.github.nlptoolkit.benchmarks.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of this process that lies in RAM, in bytes; Linux only.
 *
 * @param total all of it, VmRSS
 * @param anonymous what no file stands behind, RssAnon: it cannot be dropped without swapping
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">/proc/PID/status</a>
 */
public record ResidentMemory(long total, long anonymous) {

  /**
   * Reads it after the garbage of Java has gone.
   *
   * @return the memory now
   * @throws IOException if the system does not tell
   */
  public static ResidentMemory now() throws IOException {
    System.gc();
    System.gc();
    return of(Files.readString(Path.of("/proc/self/status")));
  }

  /**
   * From the text of {@code /proc/self/status}.
   *
   * @param status the text
   * @return the memory it tells
   * @throws IOException if it tells none
   */
  public static ResidentMemory of(String status) throws IOException {
    return new ResidentMemory(bytes(status, "VmRSS:"), bytes(status, "RssAnon:"));
  }

  private static long bytes(String status, String key) throws IOException {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("kB", "").strip())
        .mapToLong(kibibytes -> 1024 * Long.parseLong(kibibytes))
        .findFirst()
        .orElseThrow(() -> new IOException("/proc/self/status has no line " + key));
  }

  /**
   * What has come since an earlier moment.
   *
   * @param earlier the memory then
   * @return the differences
   */
  public ResidentMemory since(ResidentMemory earlier) {
    return new ResidentMemory(total - earlier.total, anonymous - earlier.anonymous);
  }
}
