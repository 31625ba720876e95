package io.github.nlptoolkit.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsFile;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentMemoryTest {
  private static final int COUNT = 4 << 20;
  private static final long KIBI_BYTES = COUNT * 4L / 1024;

  @TempDir Path temp;

  @Test
  void releasedTensorsLeaveRamAndComeBack() throws IOException {
    float[] values = new float[COUNT];
    Random random = new Random(7);
    for (int i = 0; i < COUNT; i++) {
      values[i] = random.nextFloat();
    }
    Path file = temp.resolve("large.safetensors");
    new SafetensorsWriter().add("w", values, COUNT).add("one", new float[] {1}, 1).write(file);
    SafetensorsFile opened = SafetensorsFile.open(file);
    TensorView tensor = opened.tensor("w");
    assertThat(tensor.toFloats()).isEqualTo(values);
    assumeTrue(System.getProperty("os.name").equals("Linux"), "Linux tells what is in RAM");
    assertThat(resident(file)).isGreaterThan(KIBI_BYTES * 9 / 10);
    ResidentMemory.release(List.of(tensor, opened.tensor("one")));
    assertThat(resident(file)).isLessThan(KIBI_BYTES / 10);
    assertThat(tensor.toFloats()).isEqualTo(values);
    assertThat(tensor.bytes().order(ByteOrder.LITTLE_ENDIAN).getFloat(4)).isEqualTo(values[1]);
  }

  /** Such a tensor is used from a copy, which would be lost. */
  @Test
  void copiesOfUnalignedTensorsStay() throws IOException {
    int bytes = 1 << 20;
    String header =
        "{\"byte\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":["
            + bytes / 4
            + "],\"data_offsets\":[1,"
            + (bytes + 1)
            + "]}}";
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content = ByteBuffer.allocate(8 + json.length + 1 + bytes);
    content.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put((byte) 1);
    while (content.hasRemaining()) {
      content.put((byte) 5);
    }
    Path file = temp.resolve("unaligned.safetensors");
    Files.write(file, content.array());
    TensorView tensor = SafetensorsFile.open(file).tensor("w");
    boolean copied = tensor.mapped().isEmpty();
    assertThat(copied).isEqualTo((8 + json.length + 1) % 4 != 0);
    assumeTrue(copied, "the header's length makes the tensor aligned");
    ByteBuffer used = tensor.bytes();
    ResidentMemory.release(List.of(tensor));
    assertThat(used.get(bytes / 2)).isEqualTo((byte) 5);
    assertThat(tensor.bytes().get(bytes / 2)).isEqualTo((byte) 5);
  }

  @Test
  void freedMemoryIsGivenBack() throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "Linux tells what is in RAM");
    List<Memory> blocks = new ArrayList<>();
    int size = 64 << 10;
    for (int i = 0; i < 1500; i++) {
      Memory block = new Memory(size);
      block.setMemory(0, size, (byte) 1);
      blocks.add(block);
    }
    try (Memory last = blocks.remove(blocks.size() - 1)) {
      blocks.forEach(Memory::close);
      long before = anonymous();
      ResidentMemory.trim();
      assertThat(last.getByte(size - 1)).isEqualTo((byte) 1);
      // Where the C library is no glibc, nothing is kept in the first place.
      long after = anonymous();
      System.err.printf("trimming: %d KiB, %d before%n", after, before);
      assertThat(after).isLessThan(before - 50_000);
    }
  }

  /** How much of a file is in RAM through this process' mappings, in KiB. */
  private static long resident(Path file) throws IOException {
    long sum = 0;
    boolean here = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.contains("-") && line.contains(" r")) {
        here = line.endsWith(file.getFileName().toString());
      } else if (here && line.startsWith("Rss:")) {
        sum += Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return sum;
  }

  /** The memory of this process that no file stands behind, in KiB. */
  private static long anonymous() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
