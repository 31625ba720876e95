package io.github.nlptoolkit.engine.internal.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchNativesTest {
  private static final NativePlatform LINUX = new NativePlatform("linux-x86_64", false);

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Linux, aarch64, linux-aarch64",
    "Mac OS X, aarch64, osx-aarch64",
    "Mac OS X, x86_64, osx-x86_64",
    "Windows Server 2022, amd64, win-x86_64",
    "FreeBSD, amd64, freebsd-x86_64"
  })
  void classifiers(String osName, String osArch, String classifier) {
    assertThat(NativePlatform.of(osName, osArch, root))
        .isEqualTo(new NativePlatform(classifier, false));
  }

  @ParameterizedTest
  @CsvSource({
    "amd64, lib/ld-musl-x86_64.so.1, lib64/ld-linux-x86-64.so.2",
    "aarch64, lib/ld-musl-aarch64.so.1, lib/ld-linux-aarch64.so.1"
  })
  void musl(String arch, String musl, String glibc) throws IOException {
    touch(musl);
    assertThat(NativePlatform.of("Linux", arch, root).musl()).isTrue();
    assertThat(NativePlatform.of("Mac OS X", arch, root).musl()).isFalse();
    touch(glibc);
    assertThat(NativePlatform.of("Linux", arch, root).musl()).isFalse();
  }

  private void touch(String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.createFile(root.resolve(file));
  }

  @Test
  void muslIsNamed() {
    assertThat(TorchNatives.problem(new NativePlatform("linux-x86_64", true), "linux-x86_64"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("musl", "Alpine", "glibc", "ai.djl.pytorch:pytorch-native-cpu"));
  }

  @Test
  void absentNativesAreNamed() {
    assertThat(TorchNatives.problem(LINUX, null))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("not on the class path")
                    .contains("ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64"));
  }

  @Test
  void nativesOfAnotherPlatformAreNamed() {
    assertThat(TorchNatives.problem(LINUX, "osx-aarch64"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("are for osx-aarch64, but this is linux-x86_64")
                    .contains("ai.djl.pytorch:pytorch-native-cpu"));
  }

  @Test
  void unsupportedPlatformsAreNamed() {
    NativePlatform platform = NativePlatform.of("FreeBSD", "amd64", root);
    assertThat(TorchNatives.problem(platform, "linux-x86_64"))
        .hasValueSatisfying(problem -> assertThat(problem).contains("freebsd-x86_64"));
  }

  @Test
  void theRightOnesAreNoProblem() {
    assertThat(TorchNatives.problem(LINUX, "linux-x86_64")).isEmpty();
    assertThat(TorchNatives.problem()).isEmpty();
  }

  @Test
  void theVersionThatIsNamedIsTheOneThatRuns() {
    assertThat(TorchNatives.problem(LINUX, null).orElseThrow())
        .contains(":" + TorchEngine.version() + ":");
  }
}
