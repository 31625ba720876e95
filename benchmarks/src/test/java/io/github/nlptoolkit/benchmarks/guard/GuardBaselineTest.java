package io.github.nlptoolkit.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardBaselineTest {
  private final GuardBaseline baseline =
      new GuardBaseline(Map.of()).with("a CPU", Map.of("fp32", 0.8, "bf16", 0.12345));

  @Test
  void keepsRatiosByCpu(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("guard.json");
    assertThat(GuardBaseline.read(file).kinds()).isEmpty();
    baseline.with("another", Map.of("fp32", 0.5)).write(file);
    GuardBaseline read = GuardBaseline.read(file);
    assertThat(read.ratio("a CPU", "bf16")).contains(0.123);
    assertThat(read.ratio("another", "fp32")).contains(0.5);
    assertThat(read.with("a CPU", Map.of("fp32", 0.9)).ratio("a CPU", "bf16")).isEmpty();
    Files.writeString(file, "[");
    assertThatThrownBy(() -> GuardBaseline.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not hold ratios by CPU");
  }

  @Test
  void isWorseByMoreThanTheToleranceOnly() {
    assertThat(baseline.isWorse("a CPU", "fp32", 0.65, 0.2)).isFalse();
    assertThat(baseline.isWorse("a CPU", "fp32", 0.63, 0.2)).isTrue();
    assertThat(baseline.isWorse("a CPU", "fp32", 2, 0.2)).isFalse();
    assertThat(baseline.isWorse("a CPU", "int8", 0.01, 0.2)).isFalse();
    assertThat(baseline.isWorse("unknown", "fp32", 0.01, 0.2)).isFalse();
  }

  @Test
  void theProjectsBaselineCanBeRead() throws IOException {
    assertThat(GuardBaseline.read(Path.of("guard.json")).kinds())
        .isNotEmpty()
        .allSatisfy(
            (kind, ratios) ->
                assertThat(ratios.values()).allSatisfy(ratio -> assertThat(ratio).isPositive()));
  }

  @Test
  void countsTheTimeOfThisProcess() {
    long before = CpuClock.nanos();
    double sum = 0;
    for (int i = 1; i < 3_000_000; i++) {
      sum += 1 / (double) i;
    }
    assertThat(sum).isPositive();
    assertThat(CpuClock.nanos()).isGreaterThan(before);
  }

  @Test
  void refusesUnknownOptions() {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> GuardCommand.run(List.of("--fast"), out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown option \"--fast\"");
  }
}
