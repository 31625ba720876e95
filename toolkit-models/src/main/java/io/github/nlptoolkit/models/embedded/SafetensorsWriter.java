package io.github.nlptoolkit.models.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.models.embedded.BertWeights.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes float32 tensors as a safetensors file: the header's length as eight bytes, little-endian;
 * a JSON header, padded with blanks so that the data start at a multiple of eight; the data without
 * gaps, little-endian and row-major.
 *
 * <p>Source: Hugging Face safetensors, README, "Format". Holds one matrix on the heap at a time.
 */
final class SafetensorsWriter {

  private static final int CHUNK = 1 << 16;
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes a file.
   *
   * @param target the file; must not be in use yet
   * @param source the file that the tensors' bytes are in
   * @param tensors what to write, in this order
   */
  static void write(Path target, ModelFile source, List<Tensor> tensors) throws IOException {
    byte[] header = header(tensors);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), CHUNK)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.write(length.putLong(header.length).array());
      out.write(header);
      for (Tensor tensor : tensors) {
        if (tensor.transposed()) {
          writeTransposed(out, source, tensor);
        } else {
          copy(out, source, tensor.stored().start(), tensor.sizeBytes());
        }
      }
    }
  }

  private static byte[] header(List<Tensor> tensors) {
    JsonObject header = new JsonObject();
    JsonObject metadata = new JsonObject();
    metadata.addProperty("format", "pt");
    header.add("__metadata__", metadata);
    long offset = 0;
    for (Tensor tensor : tensors) {
      JsonObject entry = new JsonObject();
      entry.addProperty("dtype", "F32");
      JsonArray shape = new JsonArray();
      tensor.shape().forEach(shape::add);
      entry.add("shape", shape);
      JsonArray offsets = new JsonArray();
      offsets.add(offset);
      offset += tensor.sizeBytes();
      offsets.add(offset);
      entry.add("data_offsets", offsets);
      header.add(tensor.name(), entry);
    }
    String json = header.toString();
    int blanks = Math.floorMod(-json.length(), ALIGNMENT);
    return (json + " ".repeat(blanks)).getBytes(StandardCharsets.UTF_8);
  }

  private static void copy(OutputStream out, ModelFile source, long start, long length)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, length));
    for (long done = 0; done < length; done += chunk.limit()) {
      chunk.clear().limit((int) Math.min(CHUNK, length - done));
      source.read(start + done, chunk);
      out.write(chunk.array(), 0, chunk.limit());
    }
  }

  /** Reads [in, out], writes [out, in]. */
  private static void writeTransposed(OutputStream out, ModelFile source, Tensor tensor)
      throws IOException {
    int rows = tensor.shape().get(0);
    int columns = tensor.shape().get(1);
    ByteBuffer stored = ByteBuffer.allocate(Math.toIntExact(tensor.sizeBytes()));
    source.read(tensor.stored().start(), stored);
    FloatBuffer from = stored.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    ByteBuffer row = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 0; r < rows; r++) {
      row.clear();
      for (int c = 0; c < columns; c++) {
        row.putFloat(from.get(c * rows + r));
      }
      out.write(row.array());
    }
  }
}
