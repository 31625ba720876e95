package io.github.nlptoolkit.models.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.cache.Manifest.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {

  @TempDir Path folder;

  @BeforeEach
  void fill() throws IOException {
    Files.createDirectories(folder.resolve("1_Pooling"));
    Files.write(folder.resolve("model.safetensors"), new byte[] {1, 2, 3, 4});
    Files.write(folder.resolve("1_Pooling/config.json"), "{}".getBytes(StandardCharsets.UTF_8));
  }

  private Manifest written() throws IOException {
    Manifest manifest = Manifest.of(folder, "here 1", Instant.now());
    manifest.write(folder);
    return manifest;
  }

  @Test
  void comesBackAsItWasWritten() throws IOException {
    Manifest manifest = written();
    assertThat(Manifest.read(folder)).contains(manifest);
    assertThat(manifest.entries())
        .extracting(Manifest.Entry::path)
        .containsExactly("1_Pooling/config.json", "model.safetensors");
    assertThat(manifest.sizeBytes()).isEqualTo(6);
    assertThat(manifest.entries().get(1).sha256())
        .isEqualTo("9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a");
    assertThat(manifest.compare(folder)).isEqualTo(State.INTACT);
    manifest.verify(folder);
  }

  @Test
  void thereIsNoneInAnotherFolder() throws IOException {
    assertThat(Manifest.read(folder)).isEmpty();
    assertThat(Manifest.read(folder.resolve("absent"))).isEmpty();
  }

  @Test
  void everyChangedByteOfItIsNoticed() throws IOException {
    written();
    Path file = folder.resolve(Manifest.FILE);
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length - 1; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(file, bad);
      assertThatThrownBy(() -> Manifest.read(folder))
          .as("byte " + i)
          .isInstanceOf(ModelFormatException.class);
    }
    for (int length = 0; length < good.length - 1; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> Manifest.read(folder))
          .as(length + " bytes")
          .isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void aLargeOrStrangeOneIsRefused() throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    Files.write(file, new byte[2 << 20]);
    assertThatThrownBy(() -> Manifest.read(folder)).hasMessageContaining("at most 1 MiB");
    Files.write(file, "0\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Manifest.read(folder)).isInstanceOf(ModelFormatException.class);
    for (String path : new String[] {"../secret", "/etc/passwd", "", "a b", "a\u0000b"}) {
      Manifest.Entry entry = new Manifest.Entry(path, 1, 1, "00");
      new Manifest("x", List.of(entry)).write(folder);
      assertThatThrownBy(() -> Manifest.read(folder))
          .as(path)
          .isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void missingCutAndLongerFilesAreDamage() throws IOException {
    Manifest manifest = written();
    Path model = folder.resolve("model.safetensors");
    Files.write(model, new byte[] {1, 2, 3});
    assertThat(manifest.compare(folder)).isEqualTo(State.DAMAGED);
    Files.write(model, new byte[] {1, 2, 3, 4, 5});
    assertThat(manifest.compare(folder)).isEqualTo(State.DAMAGED);
    Files.delete(model);
    assertThat(manifest.compare(folder)).isEqualTo(State.DAMAGED);
    assertThatThrownBy(() -> manifest.verify(folder)).hasMessageContaining("no such file");
    Files.createDirectory(model);
    assertThat(manifest.compare(folder)).isEqualTo(State.DAMAGED);
  }

  @Test
  void aFileOfTheSameSizeIsLookedInto() throws IOException {
    Manifest manifest = written();
    Path model = folder.resolve("model.safetensors");
    FileTime recorded = Files.getLastModifiedTime(model);
    Files.write(model, new byte[] {1, 2, 3, 5});
    Files.setLastModifiedTime(model, FileTime.fromMillis(recorded.toMillis() + 1));
    assertThat(manifest.compare(folder)).isEqualTo(State.TOUCHED);
    assertThat(manifest.settle(folder)).isFalse();
    assertThatThrownBy(() -> manifest.verify(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("model.safetensors", "SHA-256", "9f64a747");

    Files.write(model, new byte[] {1, 2, 3, 4});
    Files.setLastModifiedTime(model, FileTime.fromMillis(5000));
    assertThat(manifest.compare(folder)).isEqualTo(State.TOUCHED);
    assertThat(manifest.settle(folder)).isTrue();
    assertThat(manifest.compare(folder)).as("time given back").isEqualTo(State.INTACT);
  }
}
