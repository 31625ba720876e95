package io.github.nlptoolkit.benchmarks.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The time that all threads of this process have had a core, in nanoseconds: what others do on the
 * machine does not make it longer. Where the system does not tell, the time of the clock.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">/proc/PID/schedstat</a>
 */
final class CpuClock {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final boolean TOLD = Files.isReadable(Path.of("/proc/self/schedstat"));

  private CpuClock() {}

  static long nanos() {
    if (!TOLD) {
      return System.nanoTime();
    }
    long sum = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        sum += nanos(task.resolve("schedstat"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + TASKS, e);
    }
    return sum;
  }

  private static long nanos(Path schedstat) throws IOException {
    try {
      String line = Files.readString(schedstat);
      return Long.parseLong(line.substring(0, line.indexOf(' ')));
    } catch (NoSuchFileException e) {
      // The thread has ended since it was listed.
      return 0;
    }
  }
}
