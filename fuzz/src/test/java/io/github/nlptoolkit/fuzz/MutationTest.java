package io.github.nlptoolkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random damage to the corpus: a reader takes an input or refuses it as documented, within a second
 * of processor time, and allocates nothing larger than four times the input, but for buffers of
 * fixed size.
 *
 * <p>{@code -Dfuzz.inputs=100000} makes as many inputs, {@code -Dfuzz.seed=N} others.
 */
class MutationTest {
  private static final Path CORPUS =
      Path.of("src/test/resources/io/github/nlptoolkit/fuzz/ReadersFuzzTestInputs");
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 9000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The largest buffer of fixed size, 64 KiB, with its header. */
  private static final long FIXED_BYTES = (1 << 16) + 64;

  private static final int MOST_TIMES = 4;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path temp;

  /** What the inputs of one target did. */
  private static final class Tally {
    private int taken;
    private int refused;
    private long largest;
    private long nanos;
    private long bytes;

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d taken, %d refused, of at most %d bytes; at most %.1f ms each, at most %d bytes"
              + " allocated in all",
          taken,
          refused,
          largest,
          nanos / 1e6,
          bytes);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void damagedInputsAreTakenOrRefused(Target target) throws IOException {
    Path folder = Files.createDirectory(temp.resolve("model"));
    target.prepare(folder);
    List<byte[]> corpus = new ArrayList<>();
    List<byte[]> good = new ArrayList<>();
    for (byte[] input : corpus(target)) {
      (target.accepts(folder, input) ? good : corpus).add(input);
    }
    // Damage to what is good gets further than damage to what is bad already.
    for (int bad = corpus.size(), i = 0; i < 3 * bad; i++) {
      corpus.add(good.get(i % good.size()));
    }
    Mutator mutator = new Mutator(corpus, SEED + target.name().hashCode());
    Tally tally = new Tally();
    List<AllocationLog.Largest> allocations;
    try (AllocationLog log = new AllocationLog()) {
      for (int i = 0; i < INPUTS / Target.values().length; i++) {
        byte[] input = mutator.next();
        run(target, folder, i, i % 2 == 0 ? input : target.repaired(input), tally);
      }
      allocations = log.largest(temp.resolve("allocations.jfr"));
    }
    System.out.println(target + ": " + tally + "; large allocations: " + shown(allocations));
    assertThat(tally.refused).isGreaterThan(INPUTS / 20);
    assertThat(tally.taken).isPositive();
    // The recorder works: each reader has a buffer that it sees.
    assertThat(allocations).isNotEmpty();
    assertThat(allocations)
        .allMatch(one -> one.allocated() <= Math.max(FIXED_BYTES, (long) MOST_TIMES * one.size()));
  }

  private void run(Target target, Path folder, int number, byte[] input, Tally tally) {
    long thread = Thread.currentThread().getId();
    long bytesBefore = threads.getThreadAllocatedBytes(thread);
    long nanosBefore = threads.getCurrentThreadCpuTime();
    AllocationLog.Input event = new AllocationLog.Input();
    event.number = number;
    event.size = input.length;
    event.begin();
    boolean taken;
    try {
      taken = target.accepts(folder, input);
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError(target + " failed on " + shown(input), e);
    }
    event.commit();
    long nanos = threads.getCurrentThreadCpuTime() - nanosBefore;
    long bytes = threads.getThreadAllocatedBytes(thread) - bytesBefore;
    if (nanos > MOST_NANOS) {
      throw new AssertionError(target + " took " + nanos / 1e9 + " s for " + shown(input));
    }
    tally.taken += taken ? 1 : 0;
    tally.refused += taken ? 0 : 1;
    tally.largest = Math.max(tally.largest, input.length);
    tally.nanos = Math.max(tally.nanos, nanos);
    tally.bytes = Math.max(tally.bytes, bytes);
  }

  private static String shown(List<AllocationLog.Largest> allocations) {
    double times =
        allocations.stream()
            .filter(one -> one.allocated() > FIXED_BYTES)
            .mapToDouble(one -> (double) one.allocated() / one.size())
            .max()
            .orElse(0);
    return String.format(
        Locale.ROOT,
        "%d inputs had some, the largest at most %.2f times its input where beyond %d bytes",
        allocations.size(),
        times,
        FIXED_BYTES);
  }

  /** Enough of an input to tell it; the seed and the count make it again. */
  private static String shown(byte[] input) {
    int length = Math.min(input.length, 400);
    return input.length + " bytes: " + HexFormat.of().formatHex(input, 0, length);
  }

  private static List<byte[]> corpus(Target target) throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    try (Stream<Path> files = Files.list(CORPUS.resolve(target.corpus()))) {
      for (Path file : files.sorted().toList()) {
        corpus.add(Files.readAllBytes(file));
      }
    }
    return corpus;
  }
}
