package io.github.nlptoolkit.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorViewTest {
  @TempDir Path temp;

  @Test
  void decodesHalfPrecision() throws IOException {
    short[] bits = {
      0x0000,
      (short) 0x8000,
      0x3c00,
      (short) 0xc000,
      0x7bff,
      0x0400,
      0x0001,
      0x03ff,
      0x3555,
      0x7c00,
      (short) 0xfc00,
      0x7e00
    };
    float[] expected = {
      0f,
      -0f,
      1f,
      -2f,
      65504f,
      0x1p-14f,
      0x1p-24f,
      1023 * 0x1p-24f,
      0.33325195f,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    };
    assertThat(decode("F16", bits)).containsExactly(expected);
  }

  @Test
  void decodesBrainFloats() throws IOException {
    short[] bits = {0x0000, (short) 0x8000, 0x3f80, (short) 0xc000, 0x3eab, 0x7f80, 0x0001};
    float[] expected = {
      0f, -0f, 1f, -2f, 0.33398438f, Float.POSITIVE_INFINITY, Float.intBitsToFloat(0x10000)
    };
    assertThat(decode("BF16", bits)).containsExactly(expected);
  }

  private float[] decode(String dtype, short... bits) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asShortBuffer().put(bits);
    String header =
        "{\"a\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(dtype, bits.length, 2 * bits.length);
    Path folder = ModelFolder.small(temp);
    Files.write(folder.resolve("model.safetensors"), ModelFolder.safetensors(header, data.array()));
    return Checkpoint.open(folder).tensor("a").toFloats();
  }

  @Test
  void anUnalignedTensorIsCopied() throws IOException {
    String header =
        "{\"pad\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]}}";
    // Whatever the header's length, one of these puts the floats at an odd place.
    for (int spaces = 0; spaces < 4; spaces++) {
      ByteBuffer data = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
      data.put((byte) 7).putFloat(1.5f).putFloat(-2.25f);
      Path folder = ModelFolder.small(temp);
      Files.write(
          folder.resolve("model.safetensors"),
          ModelFolder.safetensors(header + " ".repeat(spaces), data.array()));
      TensorView tensor = Checkpoint.open(folder).tensor("w");
      assertThat(tensor.toFloats()).containsExactly(1.5f, -2.25f);
      ByteBuffer bytes = tensor.bytes();
      assertThat(bytes.isDirect()).isTrue();
      assertThat(bytes.isReadOnly()).isTrue();
      assertThat(bytes.alignmentOffset(0, 4)).as("%s spaces", spaces).isZero();
      assertThat(bytes.getFloat(4)).isEqualTo(-2.25f);
    }
  }

  /** A file with holes costs no disk, so that sizes beyond 2 GiB can be tried. */
  @Test
  void largeFilesAreMappedTensorByTensor() throws IOException {
    long half = 1L << 30;
    long much = (1L << 31) + 8;
    String header =
        """
        {"a":{"dtype":"F32","shape":[%d],"data_offsets":[0,%d]},\
        "b":{"dtype":"F32","shape":[2],"data_offsets":[%d,%d]},\
        "c":{"dtype":"U8","shape":[%d],"data_offsets":[%d,%d]}}"""
            .formatted(half / 4, half, half, half + 8, much, half + 8, half + 8 + much);
    Path folder = ModelFolder.small(temp);
    Path file = folder.resolve("model.safetensors");
    header += " ".repeat(8 - header.length() % 8);
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(ModelFolder.safetensors(header, new byte[0]));
      out.setLength(8 + json.length + half + 8 + much);
      out.seek(8 + json.length + half);
      out.write(new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
    } catch (IOException e) {
      Assumptions.abort("no files with holes here: " + e.getMessage());
    }
    Checkpoint checkpoint = Checkpoint.open(folder);
    assertThat(checkpoint.tensor("b").toFloats()).containsExactly(1, 2);
    assertThat(checkpoint.tensor("a").bytes().remaining()).isEqualTo((int) half);
    assertThatThrownBy(() -> checkpoint.tensor("c"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("c: expected a tensor of at most 2147483647 bytes, found 2147483656");
  }
}
