package io.github.nlptoolkit.engine.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the CPU says it can do: the flags of {@code /proc/cpuinfo} on Linux, of {@code sysctl
 * hw.optional} on macOS; none elsewhere, where nothing is guessed. Immutable and thread-safe.
 */
public final class CpuFeatures {
  /** Dot products of bfloat16 in one instruction: AVX-512, AMX, Arm. */
  private static final List<String> BFLOAT16 =
      List.of("amx_bf16", "avx512_bf16", "bf16", "svebf16", "FEAT_BF16");

  /** Dot products of bytes in one instruction, summed in 32 bits. */
  private static final List<String> INT8 = List.of("avx512_vnni", "avx_vnni", "amx_int8");

  /** What bears on the speed of a matrix product. */
  private static final List<String> SHOWN =
      List.of(
          "avx2",
          "fma",
          "avx512f",
          "avx512_vnni",
          "avx512_bf16",
          "avx_vnni",
          "amx_tile",
          "amx_int8",
          "amx_bf16",
          "asimd",
          "asimddp",
          "i8mm",
          "bf16",
          "sve",
          "svebf16",
          "FEAT_DotProd",
          "FEAT_I8MM",
          "FEAT_BF16");

  private static volatile @Nullable CpuFeatures detected;

  private final String model;
  private final Set<String> flags;

  private CpuFeatures(String model, Set<String> flags) {
    this.model = model;
    this.flags = flags;
  }

  /**
   * Asks the operating system, which is asked no more once it has answered.
   *
   * @return what it says; no flags if it says nothing
   */
  public static CpuFeatures detect() {
    CpuFeatures cpu = detected;
    if (cpu == null) {
      try {
        cpu = ask();
        detected = cpu;
      } catch (IOException e) {
        // A container may hide both; then nothing is known of the CPU.
        cpu = unknown();
      }
    }
    return cpu;
  }

  private static CpuFeatures ask() throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (os.startsWith("linux")) {
      return ofCpuinfo(Files.readString(Path.of("/proc/cpuinfo")));
    }
    if (os.startsWith("mac")) {
      return ofSysctl(sysctl());
    }
    return unknown();
  }

  private static CpuFeatures unknown() {
    return new CpuFeatures(System.getProperty("os.arch"), Set.of());
  }

  /** From the text of {@code /proc/cpuinfo}; a flag counts if every core has it. */
  static CpuFeatures ofCpuinfo(String text) {
    Set<String> common = null;
    String model = System.getProperty("os.arch");
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      if (key.equals("model name")) {
        model = value;
      } else if (key.equals("flags") || key.equals("Features")) {
        Set<String> flags = Stream.of(value.split("\\s+")).collect(Collectors.toSet());
        if (common == null) {
          common = flags;
        } else {
          common.retainAll(flags);
        }
      }
    }
    return new CpuFeatures(model, common == null ? Set.of() : Set.copyOf(common));
  }

  /** From the output of {@code sysctl machdep.cpu.brand_string hw.optional.arm}. */
  static CpuFeatures ofSysctl(String text) {
    Set<String> flags = new TreeSet<>();
    String model = System.getProperty("os.arch");
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String key = line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      if (key.equals("machdep.cpu.brand_string")) {
        model = value;
      } else if (value.equals("1")) {
        flags.add(key.substring(key.lastIndexOf('.') + 1));
      }
    }
    return new CpuFeatures(model, Set.copyOf(flags));
  }

  private static String sysctl() throws IOException {
    Process process =
        new ProcessBuilder("/usr/sbin/sysctl", "machdep.cpu.brand_string", "hw.optional.arm")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return text;
  }

  /**
   * The CPU's name.
   *
   * @return its name, or the architecture if it tells none
   */
  public String model() {
    return model;
  }

  /**
   * The flags that bear on the speed of a model.
   *
   * @return those of them that the CPU has
   */
  public List<String> names() {
    return SHOWN.stream().filter(flags::contains).toList();
  }

  /**
   * Whether the CPU multiplies bfloat16 natively.
   *
   * @return the flag that says so, or empty
   */
  public Optional<String> nativeBfloat16() {
    return BFLOAT16.stream().filter(flags::contains).findFirst();
  }

  /**
   * Whether the CPU multiplies tiles of bfloat16 in one instruction, as AMX does.
   *
   * @return whether it says so
   */
  public boolean hasBfloat16Tiles() {
    return flags.contains("amx_bf16");
  }

  /**
   * The largest weight of 8 bits whose products with bytes this CPU sums up without loss: CPUs
   * without VNNI add two of them in 16 bits.
   *
   * @return 127 with VNNI or AMX, else 63
   */
  public int largestInt8Weight() {
    return INT8.stream().anyMatch(flags::contains) ? 127 : 63;
  }

  @Override
  public String toString() {
    return model + " " + names();
  }
}
