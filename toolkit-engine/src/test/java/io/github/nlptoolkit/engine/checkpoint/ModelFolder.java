package io.github.nlptoolkit.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Model folders made for tests. */
final class ModelFolder {

  private ModelFolder() {}

  /** A folder with a configuration and two small tensors. */
  static Path small(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("model"));
    write(folder.resolve("config.json"), "{\"model_type\": \"bert\", \"hidden_size\": 2}");
    new SafetensorsWriter()
        .add("w", new float[] {1, 2, 3, 4, 5, 6}, 3, 2)
        .add("b", new float[] {-1, 0.5f}, 2)
        .write(folder.resolve("model.safetensors"));
    return folder;
  }

  /** A folder whose weights have this header and that many bytes of data. */
  static Path withHeader(Path parent, String header, int dataBytes) throws IOException {
    Path folder = small(parent);
    Files.write(folder.resolve("model.safetensors"), safetensors(header, new byte[dataBytes]));
    return folder;
  }

  static byte[] safetensors(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
