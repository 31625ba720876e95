package io.github.nlptoolkit.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random damage to valid files: it opens and reads, or it is a {@link ModelFormatException}. */
class CheckpointFuzzTest {
  private static final int MUTATIONS = 2_000;

  @TempDir Path temp;

  @Test
  void safetensors() throws IOException {
    assertThat(refused(ModelFolder.small(temp), "model.safetensors", 11)).isGreaterThan(1000);
  }

  @Test
  void config() throws IOException {
    assertThat(refused(ModelFolder.small(temp), "config.json", 12)).isGreaterThan(500);
  }

  @Test
  void index() throws IOException {
    Path folder = ModelFolder.small(temp);
    Files.move(folder.resolve("model.safetensors"), folder.resolve("s.safetensors"));
    ModelFolder.write(
        folder.resolve("model.safetensors.index.json"),
        "{\"metadata\":{\"total_size\":32},\"weight_map\":"
            + "{\"w\":\"s.safetensors\",\"b\":\"s.safetensors\"}}");
    assertThat(refused(folder, "model.safetensors.index.json", 13)).isGreaterThan(500);
  }

  /** How many mutations were refused; most must be, or the damage is none. */
  private static int refused(Path folder, String name, int seed) throws IOException {
    Path file = folder.resolve(name);
    byte[] valid = Files.readAllBytes(file);
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Files.write(file, mutate(valid, random));
      try {
        readAll(Checkpoint.open(folder));
      } catch (ModelFormatException e) {
        refused++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("mutation " + i + " of " + name, e);
      }
    }
    return refused;
  }

  private static void readAll(Checkpoint checkpoint) throws IOException {
    for (String key : checkpoint.config().keys()) {
      checkpoint.config().has(key);
    }
    for (String name : checkpoint.names()) {
      TensorView tensor = checkpoint.tensor(name);
      if (tensor.dtype().decodesToFloats()) {
        assertThat(tensor.toFloats()).hasSize((int) tensor.count());
      }
    }
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) "{}[]\",:-0129eE.\\ntu".charAt(random.nextInt(19));
        case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 4 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
        default -> {
          int other = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(16), bytes.length - Math.max(at, other));
          System.arraycopy(bytes, at, bytes, other, length);
        }
      }
    }
    return bytes;
  }
}
