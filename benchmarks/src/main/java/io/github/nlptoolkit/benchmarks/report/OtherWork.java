package io.github.nlptoolkit.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What else the machine does while this JVM sleeps: nothing, if its numbers are to be quoted.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">/proc/stat</a>
 */
final class OtherWork {
  private static final int MILLIS = 3000;

  /** The places of the idle times among the numbers of a line: idle, and waiting for a disk. */
  private static final int IDLE = 3;

  private static final int WAITING = 4;

  private OtherWork() {}

  /** The share of the CPU in use, from 0 to 1; -1 where the system is not Linux. */
  static double share() throws IOException, InterruptedException {
    Path file = Path.of("/proc/stat");
    if (!Files.isReadable(file)) {
      return -1;
    }
    String before = Files.readString(file);
    Thread.sleep(MILLIS);
    return share(before, Files.readString(file));
  }

  /** The share between two states of {@code /proc/stat}. */
  static double share(String before, String after) {
    long[] from = times(before);
    long[] to = times(after);
    long all = 0;
    for (int i = 0; i < to.length; i++) {
      all += to[i] - from[i];
    }
    long idle = to[IDLE] - from[IDLE] + to[WAITING] - from[WAITING];
    return all == 0 ? 0 : 1 - (double) idle / all;
  }

  /** User, nice, system, idle, waiting, interrupts, soft interrupts, stolen; of all cores. */
  private static long[] times(String stat) {
    String all = stat.lines().filter(line -> line.startsWith("cpu ")).findFirst().orElseThrow();
    return Arrays.stream(all.split(" +")).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
  }
}
