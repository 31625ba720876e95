package io.github.nlptoolkit.engine.internal.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerNativesTest {
  private static final List<String> IN_THE_JAR =
      List.of(
          "native/lib/linux-aarch64/cpu/libtokenizers.so",
          "native/lib/linux-x86_64/cpu/libtokenizers.so",
          "native/lib/osx-aarch64/cpu/libtokenizers.dylib",
          "native/lib/win-x86_64/cpu/tokenizers.dll");

  @TempDir Path root;

  private Optional<String> problem(String osName, String osArch) {
    return TokenizerNatives.problem(osName, osArch, root, IN_THE_JAR::contains);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64",
    "Linux, x86_64",
    "Linux, aarch64",
    "Mac OS X, aarch64",
    "Windows 11, amd64"
  })
  void supported(String osName, String osArch) {
    assertThat(problem(osName, osArch)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, riscv64, linux-riscv64",
    "Linux, ppc64le, linux-ppc64le",
    "Mac OS X, x86_64, osx-x86_64",
    "Windows 11, aarch64, win-aarch64",
    "FreeBSD, amd64, freebsd-x86_64"
  })
  void unsupportedIsNamed(String osName, String osArch, String classifier) {
    assertThat(problem(osName, osArch).orElseThrow())
        .contains("no native tokenizer for " + classifier)
        .contains("native/lib/" + classifier + "/cpu/")
        .contains("ai.djl.huggingface:tokenizers");
  }

  @Test
  void muslIsNamed() throws IOException {
    Files.createDirectories(root.resolve("lib"));
    Files.createFile(root.resolve("lib/ld-musl-x86_64.so.1"));
    assertThat(problem("Linux", "amd64").orElseThrow()).contains("musl").contains("glibc");
    Files.createDirectories(root.resolve("lib64"));
    Files.createFile(root.resolve("lib64/ld-linux-x86-64.so.2"));
    assertThat(problem("Linux", "amd64")).isEmpty();
  }

  @Test
  void theJarHasThisPlatform() {
    TokenizerNatives.load();
  }

  @Test
  void aClosedOutputDoesNotReachTheLibrary() throws IOException {
    Path file = Path.of("src/test/resources/golden/neural/encoders/mpnet/tokenizer.json");
    try (TokenizerHandle handle = TokenizerHandle.open(Files.readString(file))) {
      TokenizerOutput output = handle.encode("a", true);
      output.close();
      output.close();
      assertThatThrownBy(output::ids).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(output::spans).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void telemetryAndDownloadsAreOff() {
    DjlSettings.apply();
    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }
}
