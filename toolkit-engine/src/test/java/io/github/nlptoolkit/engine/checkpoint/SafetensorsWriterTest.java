package io.github.nlptoolkit.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
  @TempDir Path temp;

  @Test
  void writesWhatIsReadBack() throws IOException {
    float[] large = new float[100_003];
    Random random = new Random(5);
    for (int i = 0; i < large.length; i++) {
      large[i] = Float.intBitsToFloat(random.nextInt());
    }
    Path folder = ModelFolder.small(temp);
    new SafetensorsWriter()
        .add("odd name \"é\" 名", large, 100_003)
        .add("scalar", new float[] {3})
        .add("none", new float[0], 4, 0)
        .write(folder.resolve("model.safetensors"));
    Checkpoint checkpoint = Checkpoint.open(folder);
    assertThat(checkpoint.tensor("odd name \"é\" 名").toFloats()).containsExactly(large);
    assertThat(checkpoint.tensor("scalar", new long[0]).toFloats()).containsExactly(3);
    assertThat(checkpoint.tensor("none").shape()).containsExactly(4, 0);
    for (String name : checkpoint.names()) {
      assertThat(checkpoint.tensor(name).bytes().alignmentOffset(0, 4)).isZero();
    }
  }

  @Test
  void headerIsThatOfTransformers() throws IOException {
    Path file = ModelFolder.small(temp).resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes[0] % 8).isZero();
    assertThat(new String(bytes, 8, bytes[0] & 0xff, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}");
  }

  @Test
  void refusesWhatCannotBe() {
    SafetensorsWriter writer = new SafetensorsWriter().add("a", new float[1], 1);
    assertThatThrownBy(() -> writer.add("a", new float[1], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is a tensor a already");
    assertThatThrownBy(() -> writer.add("b", new float[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b of shape [2, 2] must have 4 values, got 3");
    assertThatThrownBy(() -> writer.add("b", new float[1], -1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[-1, -1]");
    assertThatThrownBy(() -> writer.add("__metadata__", new float[1], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesOfAnyTypeAreAlignedAndReadBack() throws IOException {
    byte[] bytes = {1, -2, 3};
    Path file = temp.resolve("mixed.safetensors");
    new SafetensorsWriter()
        .add("bytes", DataType.I8, ByteBuffer.wrap(bytes), 3, 1)
        .add("floats", new float[] {4, 5}, 2)
        .add("halves", DataType.BF16, ByteBuffer.wrap(new byte[] {-128, 63}), 1)
        .write(file);
    SafetensorsFile read = SafetensorsFile.open(file);
    assertThat(read.names()).containsExactly("floats", "halves", "bytes");
    TensorView view = read.tensor("bytes");
    assertThat(view.dtype()).isEqualTo(DataType.I8);
    assertThat(view.shape()).containsExactly(3, 1);
    assertThat(view.bytes()).isEqualTo(ByteBuffer.wrap(bytes));
    assertThat(read.tensor("halves").toFloats()).containsExactly(1);
    assertThat(read.tensor("floats").toFloats()).containsExactly(4, 5);
    assertThat(read.tensor("floats").bytes().alignmentOffset(0, 4)).isZero();
    assertThatThrownBy(
            () -> new SafetensorsWriter().add("b", DataType.F16, ByteBuffer.wrap(bytes), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor b of shape [3] in F16 must have 6 bytes, got 3");
  }

  @Test
  void valuesAreAskedForWhenTheyAreWritten() throws IOException {
    int[] calls = {0};
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .add("a", new float[] {1}, 1)
            .add(
                "b",
                () -> {
                  calls[0]++;
                  return new float[] {2, 3};
                },
                2);
    assertThat(calls[0]).isZero();
    Path file = temp.resolve("lone.safetensors");
    writer.write(file);
    assertThat(calls[0]).isEqualTo(1);
    SafetensorsFile read = SafetensorsFile.open(file);
    assertThat(read.names()).containsExactly("a", "b");
    assertThat(read.tensor("b").toFloats()).containsExactly(2, 3);
    assertThatThrownBy(() -> read.tensor("c"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("lone.safetensors")
        .hasMessageContaining("no such tensor");
  }

  @Test
  void wrongValuesLeaveTheOldFile() throws IOException {
    Path file = temp.resolve("lone.safetensors");
    new SafetensorsWriter().add("a", new float[] {1}, 1).write(file);
    byte[] before = Files.readAllBytes(file);
    SafetensorsWriter writer = new SafetensorsWriter().add("a", () -> new float[3], 2);
    assertThatThrownBy(() -> writer.write(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a of shape [2] must have 2 values, got 3");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(temp)) {
      assertThat(files).containsExactly(file);
    }
  }
}
